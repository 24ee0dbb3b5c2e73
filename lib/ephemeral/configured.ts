import 'server-only';
import { db } from '@/db/client';
import { env } from '@/lib/env';
import { postgresStore } from './postgres';
import type { EphemeralStore } from './store';
import { upstashStore } from './upstash';

let configured: EphemeralStore | undefined;

/** The store that the configuration asks for: Upstash where its address and token are set, else Postgres. */
export function ephemeralStore(): EphemeralStore {
  if (!configured) {
    const { upstash } = env();
    configured = upstash ? upstashStore(upstash) : postgresStore(db());
  }
  return configured;
}
