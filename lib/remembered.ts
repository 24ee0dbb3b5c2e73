import 'server-only';
import type { SessionUser } from '@/db/sessions';
import { deleteCookie, openCookie, sealCookie } from './cookies';
import { policy } from './policy';

/** Whom this browser greets at sign-in; null when nobody signed in here lately, or asked to be forgotten. */
export async function rememberedPerson(): Promise<RememberedPerson | null> {
  const person = await openCookie<RememberedPerson>('remembered');
  return person && { name: person.name, username: person.username };
}

/** Greets this person from now on. It is only a courtesy: the cookie proves nothing. */
export async function rememberPerson({ name, username }: SessionUser): Promise<void> {
  await sealCookie<RememberedPerson>('remembered', { name, username }, policy.remembered);
}

export async function forgetPerson(): Promise<void> {
  await deleteCookie('remembered');
}

type RememberedPerson = { name: string; username: string };
