import 'server-only';
import { headers } from 'next/headers';
import { cache } from 'react';
import { readCookie } from './cookies';
import type { Translate } from './messages/format';
import { isLocale, type Locale } from './messages/languages';
import { preferredLocale } from './messages/preferred-locale';
import { translator } from './messages/translate';

/** The language of this request: the one chosen in this browser, else the one that the browser prefers (RFC 9110, 12.5.4). */
export const currentLocale = cache(async (): Promise<Locale> => {
  const chosen = await readCookie('language');
  if (isLocale(chosen)) return chosen;
  return preferredLocale((await headers()).get('accept-language'));
});

/** Says things in the language of this request. */
export async function currentMessages(): Promise<Translate> {
  return translator(await currentLocale());
}
