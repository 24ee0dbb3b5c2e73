import 'server-only';
import { randomUUID } from 'node:crypto';
import { type EphemeralStore, put, StoreUnavailable, take } from '@/lib/ephemeral/store';
import { policy } from '@/lib/policy';
import { type Check, failed, ok, type Probe } from './check';

/**
 * Whether the ephemeral store keeps a value and, with several takers, gives it to one alone: all that keeps a link or a
 * challenge from being honoured twice.
 */
export function storeProbe(store: EphemeralStore, where: Where, takers: number): Probe {
  const cure = CURES[where];
  return {
    name: 'store',
    cure,
    look: async () => {
      try {
        return [await tryOut(store, where, takers)];
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        return [failed('store', `${error.message}.`, cure)];
      }
    },
  };
}

async function tryOut(store: EphemeralStore, where: Where, takers: number): Promise<Check> {
  const key = `health:${randomUUID()}`;
  await store.run(put(key, key, policy.health.trial));
  const taking = Array.from({ length: takers }, () => store.run(take<string>(key)));
  const taken = (await Promise.all(taking)).filter(([value]) => value === key).length;
  if (taken === 1) {
    const atomic = takers > 1 ? `, and gives a value to one of ${takers} takers alone` : '';
    return ok('store', `${NAMES[where]} answers${atomic}.`);
  }
  return taken === 0
    ? failed(
        'store',
        `${NAMES[where]} loses what it was given.`,
        'Use a store that reads its own writes: no replica, no cache.',
      )
    : failed(
        'store',
        `${NAMES[where]} gave one value to ${taken} takers: links and codes could be used more than once.`,
        'Use a store whose scripts are atomic, such as Upstash, or leave it out: Postgres will do.',
      );
}

const NAMES = { upstash: 'Upstash', postgres: 'Postgres' };

const CURES = {
  upstash:
    'Check UPSTASH_REDIS_REST_URL and UPSTASH_REDIS_REST_TOKEN (or KV_REST_API_*), and that the token may write.',
  postgres: 'It is the table "ephemeral" in Postgres: see what is said of the database.',
};

type Where = keyof typeof NAMES;
