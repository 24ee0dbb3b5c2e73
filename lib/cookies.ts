import 'server-only';
import { cookies } from 'next/headers';
import { env } from './env';
import { seal, unseal } from './sealing';

/** Our own cookies besides the session's. All are HttpOnly; Lax, because people arrive from their webmail. */
type CookieName =
  | 'browser'
  | 'link-request'
  | 'email-change'
  | 'remembered'
  | 'offer'
  | 'known'
  | 'goodbye'
  | 'language';

export async function readCookie(name: CookieName): Promise<string | null> {
  return (await cookies()).get(fullName(name))?.value ?? null;
}

/** Sets a cookie for `seconds`. Works in actions and route handlers only. */
export async function writeCookie(name: CookieName, value: string, seconds: number): Promise<void> {
  (await cookies()).set(fullName(name), value, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: env().secure,
    maxAge: seconds,
  });
}

/** Forgets a cookie. Works in actions and route handlers only. */
export async function deleteCookie(name: CookieName): Promise<void> {
  await writeCookie(name, '', 0);
}

/** What `sealCookie` put there, or null where it is absent, forged or past its life. */
export async function openCookie<T extends object>(name: CookieName): Promise<T | null> {
  const token = await readCookie(name);
  return token ? unseal<T>(token, { secrets: env().authSecrets, purpose: fullName(name) }) : null;
}

/** Sets a cookie whose content only this application can read or make. */
export async function sealCookie<T extends object>(
  name: CookieName,
  value: T,
  seconds: number,
): Promise<void> {
  const token = await seal(value, { secret: env().authSecret, purpose: fullName(name), seconds });
  await writeCookie(name, token, seconds);
}

function fullName(name: CookieName): string {
  return env().secure ? `__Host-latchkey.${name}` : `latchkey.${name}`;
}
