import 'server-only';
import { db } from '@/db/client';
import { env } from '@/lib/env';
import { ephemeralStore } from '@/lib/ephemeral/configured';
import { policy } from '@/lib/policy';
import type { Probe } from './check';
import { configurationProbe } from './configuration';
import { databaseProbe } from './database';
import { mailProbe } from './mail';
import { storeProbe } from './store';

/** Everything that can be looked into. */
export function allProbes(sendTo: string | null = null): Probe[] {
  return [...servingProbes(policy.health.takers), mailProbe(env(), sendTo)];
}

/**
 * What an instance cannot serve without. Not mail: no instance would be left if its provider is down, though passkeys go
 * on. With one taker the store is asked twice, and whether it is atomic is left open.
 */
export function servingProbes(takers = 1): Probe[] {
  return [
    configurationProbe(env()),
    databaseProbe(db()),
    storeProbe(ephemeralStore(), env().upstash ? 'upstash' : 'postgres', takers),
  ];
}
