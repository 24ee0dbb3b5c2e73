import 'server-only';
import { openCookie, sealCookie } from '@/lib/cookies';
import type { SignedIn } from '@/lib/current-session';
import { policy } from '@/lib/policy';

/**
 * Whether to offer a passkey: to a session that began by email, in a browser where none of this account is known and the
 * offer has not been put off. Signing in with a passkey makes it known; a step-up with one that is elsewhere does not.
 */
export async function shouldOfferPasskey({ session, user }: SignedIn): Promise<boolean> {
  if (session.method === 'recovery') return false;
  const { quietUntil = {} } = (await openCookie<OfferCookie>('offer')) ?? {};
  return (quietUntil[user.id] ?? 0) < Date.now();
}

/**
 * Does not offer a passkey to this account in this browser for `seconds`: because its owner said so, or because it has
 * one here. Kept in the browser alone; other accounts that use it are not affected.
 */
export async function quietOffer(userId: string, seconds: number): Promise<void> {
  const { quietUntil = {} } = (await openCookie<OfferCookie>('offer')) ?? {};
  const others = Object.entries(quietUntil).filter(([id, until]) => id !== userId && until > Date.now());
  const kept = Object.fromEntries([...others.slice(-4), [userId, Date.now() + seconds * 1000]]);
  await sealCookie<OfferCookie>('offer', { quietUntil: kept }, policy.offer.never);
}

/** Forgets what this account said, for it is gone. */
export async function forgetOffer(userId: string): Promise<void> {
  const { quietUntil = {} } = (await openCookie<OfferCookie>('offer')) ?? {};
  const { [userId]: _, ...others } = quietUntil;
  await sealCookie<OfferCookie>('offer', { quietUntil: others }, policy.offer.never);
}

/** By user id, in milliseconds since 1970; five accounts at most, so that the cookie stays small. */
type OfferCookie = { quietUntil?: Record<string, number> };
