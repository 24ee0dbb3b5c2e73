import 'server-only';
import { randomBytes } from 'node:crypto';
import { ephemeralStore } from '@/lib/ephemeral/configured';
import { put, take } from '@/lib/ephemeral/store';
import { AuthFailure } from '@/lib/errors';
import { policy } from '@/lib/policy';

/**
 * A fresh challenge (base64url), kept for one ceremony of one type in one browser and, where somebody is signed in, for one user
 * (WebAuthn L3, 13.4.3). Each has its own key, so that two tabs do not disturb each other.
 */
export async function issueChallenge(scope: ChallengeScope): Promise<string> {
  const challenge = randomBytes(policy.challenge.bytes).toString('base64url');
  await ephemeralStore().run(put(key(scope, challenge), true, policy.challenge.lifetime));
  return challenge;
}

/**
 * Takes a challenge out of the store, before anything is verified: whatever comes of it, it is spent.
 *
 * Fails with `challenge_gone` when it was never issued for this scope, is too old, or has been taken.
 */
export async function takeChallenge(scope: ChallengeScope, challenge: string): Promise<void> {
  const [taken] = await ephemeralStore().run(take<true>(key(scope, challenge)));
  if (!taken) throw new AuthFailure('challenge_gone');
}

function key({ ceremony, browser, userId }: ChallengeScope, challenge: string): string {
  return `challenge:${ceremony}:${browser}:${userId ?? ''}:${challenge}`;
}

export type ChallengeScope =
  | { ceremony: 'registration' | 'confirmation'; browser: string; userId: string }
  | { ceremony: 'authentication'; browser: string; userId: null };
