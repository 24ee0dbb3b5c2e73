import 'server-only';
import { log } from '@/lib/log';
import { look } from './check';
import { allProbes } from './probes';

/** One line for each check. Never fails, and no server waits for it. */
export async function logHealth(): Promise<void> {
  for (const { name, outcome, says, cure } of await look(allProbes())) {
    log(LEVELS[outcome], 'server.checked', { check: name, outcome, says, ...(cure && { cure }) });
  }
}

const LEVELS = { ok: 'info', warning: 'warn', failed: 'error' } as const;
