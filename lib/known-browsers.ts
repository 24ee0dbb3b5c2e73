import 'server-only';
import type { Opened } from '@/db/session-opening';
import { openCookie, sealCookie } from './cookies';
import { policy } from './policy';

/**
 * Notes that an account has signed in in this browser; answers whether it had before, as far as the browser remembers.
 * What came before the owner last said "This wasn't me" does not count: it may have been the one who was not. Kept in the
 * browser alone, also after signing out. It only decides whether the owner is told: it lets nobody in.
 */
export async function noteSignIn({ user, event, lastDisownedAt }: Opened): Promise<{ known: boolean }> {
  const { signIns = {} } = (await openCookie<KnownCookie>('known')) ?? {};
  const before = signIns[user.id] ?? 0;
  const others = Object.entries(signIns).filter(([id]) => id !== user.id);
  const kept = Object.fromEntries([...others.slice(-4), [user.id, event.at.getTime()]]);
  await sealCookie<KnownCookie>('known', { signIns: kept }, policy.knownBrowser);
  return { known: before > (lastDisownedAt?.getTime() ?? 0) };
}

/** Forgets that this account signed in here, for it is gone. */
export async function forgetSignIns(userId: string): Promise<void> {
  const { signIns = {} } = (await openCookie<KnownCookie>('known')) ?? {};
  const { [userId]: _, ...others } = signIns;
  await sealCookie<KnownCookie>('known', { signIns: others }, policy.knownBrowser);
}

/** The last sign-in by user id, in milliseconds since 1970; five accounts at most, so that the cookie stays small. */
type KnownCookie = { signIns?: Record<string, number> };
