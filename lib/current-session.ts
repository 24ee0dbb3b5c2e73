import 'server-only';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { type Account, findSession, type Session } from '@/db/sessions';
import { policy } from './policy';
import { hashToken, presentedToken } from './sessions';

/**
 * Who is asking: cookie, then row, then user. The one door to that question; asked once per request.
 *
 * Throws what the database throws: a database that is down is never taken for "signed out".
 */
export const currentSession = cache(async (): Promise<CurrentSession> => {
  const token = await presentedToken();
  if (!token) return signedOut;
  return (await findSession(hashToken(token), policy.session)) ?? signedOut;
});

/** As `currentSession`, for pages that need someone: others are sent to sign in, and back to `path` afterwards. */
export async function requireSession(path: string): Promise<SignedIn> {
  const current = await currentSession();
  if (!current.session) redirect(`/sign-in?to=${encodeURIComponent(path)}`);
  return current;
}

const signedOut = { session: null, user: null } as const;

export type SignedIn = { session: Session; user: Account };
export type CurrentSession = SignedIn | { session: null; user: null };
