import 'server-only';
import { createHash, randomBytes } from 'node:crypto';
import { cookies } from 'next/headers';
import { after } from 'next/server';
import type { Opened, Opening, Renewal } from '@/db/session-opening';
import { endSession, type Session } from '@/db/sessions';
import { clearSessionCookie, setSessionCookie } from './auth';
import { sessionToken } from './auth.config';
import { device } from './device';
import { env } from './env';
import { AuthFailure } from './errors';
import { noteSignIn } from './known-browsers';
import { log } from './log';
import type { NoticeSubject } from './mail/templates/notice-words';
import { place } from './place';
import { policy } from './policy';
import { rememberPerson } from './remembered';
import { sessionCookie } from './session-cookie';
import { tellOwner } from './tell-owner';

/**
 * Signs this browser in: `open` finishes a ceremony and writes the row, and only when it did does the cookie follow.
 * Always a new session with a new token; the one this browser had is ended by the same statement. The browser will greet
 * its person from now on; an owner whose account was not known in it, or was recovered, is told by mail. Fails, and changes
 * nothing, when `open` does.
 */
export async function signInWith<
  T extends Opened & { newAccount?: boolean; by?: 'operator' | 'recovery_code' },
>(open: (opening: Opening) => Promise<T>): Promise<T> {
  const token = newToken();
  const previous = await presentedToken();
  const from = { device: await device(), place: await place() };
  const opened = await open({
    tokenHash: hashToken(token),
    previousTokenHash: previous ? hashToken(previous) : null,
    ...from,
    perAccount: policy.session.perAccount,
    recovery: policy.recovery,
  });
  await setSessionCookie(token);
  log('info', 'session.opened', { method: opened.method });
  await rememberPerson(opened.user);
  const { known } = await noteSignIn(opened);
  const { user, event, method, by = method, newAccount } = opened;
  if ((!known || method === 'recovery') && !newAccount) {
    const about: NoticeSubject =
      by === 'recovery_code'
        ? { event: 'recovery_code_used', known }
        : { event: 'signed_in', method: by, known };
    after(() => tellOwner({ to: user, event, about, from }));
  }
  return opened;
}

/**
 * Gives this browser's session a new token, after its person has proved once more who they are; `renew` writes it, and
 * the old token is dead from then on.
 *
 * Fails with `not_signed_in` when the session has ended meanwhile.
 */
export async function renewSession(renew: (renewal: Renewal) => Promise<Session | null>): Promise<Session> {
  const token = newToken();
  const previous = await presentedToken();
  if (!previous) throw new AuthFailure('not_signed_in');
  const session = await renew({
    tokenHash: hashToken(token),
    previousTokenHash: hashToken(previous),
    device: await device(),
    place: await place(),
  });
  if (!session) throw new AuthFailure('not_signed_in');
  await setSessionCookie(token);
  log('info', 'session.confirmed', { method: session.method });
  return session;
}

/** Signs this browser out: first the row, then the cookie. While the database is down it does neither. */
export async function signOut(): Promise<void> {
  const token = await presentedToken();
  if (token) await endSession(hashToken(token));
  await clearSessionCookie();
}

/** What the database keeps of a session token: it has 256 random bits, so a plain hash hides it (ASVS 5.0, 6.5.2). */
export function hashToken(token: string): Uint8Array {
  return createHash('sha256').update(token).digest();
}

/** The session token in this request's cookie; whether its session still exists is for the database to say. */
export async function presentedToken(): Promise<string | null> {
  const { secure, authSecrets } = env();
  return sessionToken((await cookies()).get(sessionCookie(secure).name)?.value, secure, authSecrets);
}

function newToken(): string {
  return randomBytes(32).toString('base64url');
}
