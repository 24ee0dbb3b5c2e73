import 'server-only';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { ephemeralStore } from '@/lib/ephemeral/configured';
import { put, take } from '@/lib/ephemeral/store';
import { AuthFailure } from '@/lib/errors';
import { policy } from '@/lib/policy';
import { limitChallenges } from '@/lib/rate-limits';
import type { Visitor } from '@/lib/visitor';

/**
 * A fresh challenge (base64url), kept for one ceremony of one type in one browser and, where somebody is signed in, for one user
 * (WebAuthn L3, 13.4.3). Each has its own key, so that two tabs do not disturb each other.
 *
 * With it go the credentials that may answer, where these were named (7.2 step 5).
 *
 * Fails with `too_many_challenges` when this client has begun too many; nothing is kept then.
 */
export async function issueChallenge(
  scope: ChallengeScope,
  client: string,
  allowed: string[] | null = null,
): Promise<string> {
  const challenge = randomBytes(policy.challenge.bytes).toString('base64url');
  const [may] = await ephemeralStore().run(
    limitChallenges(client),
    put(key(scope, challenge), { allowed }, policy.challenge.lifetime),
  );
  if (!may) throw new AuthFailure('too_many_challenges');
  return challenge;
}

/**
 * Takes a challenge out of the store, before anything is verified: whatever comes of it, it is spent.
 *
 * Fails with `challenge_gone` when it was never issued for this scope, is too old, or has been taken.
 */
export async function takeChallenge(scope: ChallengeScope, challenge: string): Promise<Expected> {
  const [taken] = await ephemeralStore().run(take(key(scope, challenge), expected));
  if (!taken) throw new AuthFailure('challenge_gone');
  return taken;
}

/** What was asked of whoever answers. */
const expected = z.object({
  /** The IDs of the credentials that may; null where any may. */
  allowed: z.array(z.string()).nullable(),
});

function key({ ceremony, browser, userId }: ChallengeScope, challenge: string): string {
  return `challenge:${ceremony}:${browser}:${userId ?? ''}:${challenge}`;
}

/** Who begins a ceremony: a browser that is bound, and the client that limits count by. */
export type Beginner = Pick<Visitor, 'client'> & { browser: string };

type Expected = z.output<typeof expected>;

export type ChallengeScope =
  | { ceremony: 'registration' | 'confirmation'; browser: string; userId: string }
  | { ceremony: 'authentication'; browser: string; userId: null };
