import 'server-only';
import { errorKind } from '@/lib/log';
import { policy } from '@/lib/policy';

/** Looks into everything at once. Never fails, and is done once the slowest has spent its patience. */
export async function look(probes: Probe[]): Promise<Check[]> {
  return (await Promise.all(probes.map(inTime))).flat();
}

/** A check that found what it should. */
export function ok(name: string, says: string): Check {
  return { name, outcome: 'ok', says, cure: null };
}

/** A check that found something to know about, with which a server can serve. */
export function warning(name: string, says: string, cure: string): Check {
  return { name, outcome: 'warning', says, cure };
}

/** A check that found something with which no server should serve. */
export function failed(name: string, says: string, cure: string): Check {
  return { name, outcome: 'failed', says, cure };
}

async function inTime({ name, cure, patience = policy.health.patience, look }: Probe): Promise<Check[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Check[]>((resolve) => {
    // On a busy process the answer may lie in the socket already: it is read before this is believed.
    timer = setTimeout(
      () => setImmediate(resolve, [failed(name, `No answer within ${patience / 1000} s.`, cure)]),
      patience,
    );
  });
  const answer = look().catch((error) => [failed(name, `It failed: ${errorKind(error)}.`, cure)]);
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/** One thing to look into. What it throws is a failed check of its name. */
export interface Probe {
  name: string;
  /** What to do when it cannot be looked into. */
  cure: string;
  /** Milliseconds, where it is not policy's. */
  patience?: number;
  look(): Promise<Check[]>;
}

/** What an operator reads of one thing: never a secret, nor what a service said word for word. */
export interface Check {
  name: string;
  outcome: 'ok' | 'warning' | 'failed';
  /** A sentence. */
  says: string;
  /** What to do about it; null where all is well. */
  cure: string | null;
}
