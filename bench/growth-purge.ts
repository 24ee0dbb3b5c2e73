import { setTimeout as pass } from 'node:timers/promises';
import { openSessionByPasskey } from '@/db/session-opening';
import { endSession } from '@/db/sessions';
import { purge } from '@/lib/upkeep/purge';
import { newOpening } from '@/test/people';
import { usedPasskeyOf } from '@/test/statements';
import { type Filled, use } from './growth-measures';
import { quantile } from './statistics';

/** At once. */
const SIGNING_IN = 4;

/** Runs follow one another for so long at most, in milliseconds. */
const LONGEST = 60_000;

/** Clears away what has expired, run by run, while people sign in and out; before that, they do so alone. */
export async function measurePurge({ users, database }: Filled): Promise<Purge> {
  use(database);
  const alone = await signInDuring(users, () => pass(20_000));
  const cleared: Record<string, number> = {};
  const begun = performance.now();
  const beside = await signInDuring(users, async () => {
    for (let left = true; left && performance.now() - begun < LONGEST; ) {
      const { more, ...rows } = await purge();
      for (const [what, count] of Object.entries(rows)) cleared[what] = (cleared[what] ?? 0) + count;
      left = more;
    }
  });
  return { cleared, seconds: (performance.now() - begun) / 1000, alone, beside };
}

/** How long sign-ins take meanwhile, and how many of them failed. */
async function signInDuring(users: number, work: () => Promise<void>): Promise<SignIns> {
  const taken: number[] = [];
  let failed = 0;
  let over = false;
  const clients = Array.from({ length: SIGNING_IN }, async () => {
    while (!over) {
      const session = newOpening();
      const begun = performance.now();
      const opened = await openSessionByPasskey(
        usedPasskeyOf(1 + Math.floor(Math.random() * users)),
        session,
      ).catch(() => null);
      taken.push(performance.now() - begun);
      if (!opened) failed += 1;
      await endSession(session.tokenHash).catch(() => null);
    }
  });
  await work();
  over = true;
  await Promise.all(clients);
  return {
    count: taken.length,
    failed,
    p50: quantile(taken, 0.5),
    p99: quantile(taken, 0.99),
    most: quantile(taken, 1),
  };
}

export type Purge = { cleared: Record<string, number>; seconds: number; alone: SignIns; beside: SignIns };

/** In milliseconds. */
export type SignIns = { count: number; failed: number; p50: number; p99: number; most: number };
