import 'server-only';
import { saveLocale } from '@/db/profile';
import { writeCookie } from './cookies';
import { currentSession } from './current-session';
import type { Locale } from './messages/languages';
import { policy } from './policy';

/** Speaks this language in this browser from now on; whoever is signed in is written to in it as well. */
export async function chooseLanguage(locale: Locale): Promise<void> {
  await writeCookie('language', locale, policy.language);
  const { user } = await currentSession();
  if (user) await saveLocale(user.id, locale);
}
