import 'server-only';
import type { Database } from '@/db/client';
import { countRow, limitRow, neededRow, putRow, readRow, runSteps, takeRow } from '@/db/ephemeral';
import { policy } from '@/lib/policy';
import { answersOf, type Command, type EphemeralStore, StoreUnavailable, shaped } from './store';

/** The ephemeral store in Postgres, for wherever no Redis is configured. */
export function postgresStore(database: Database): EphemeralStore {
  return {
    async run<const C extends readonly Command[]>(...commands: C) {
      try {
        const answers = await inTime(runSteps(database, commands.map(step)));
        return answersOf(commands, (command, index) => answer(command, answers[index] ?? null));
      } catch (error) {
        throw new StoreUnavailable(`The ephemeral store in Postgres failed: ${failure(error)}`);
      }
    },
  };
}

function step(command: Command) {
  switch (command.do) {
    case 'put':
      return putRow(command.key, JSON.stringify(command.value), command.seconds);
    case 'read':
      return command.needed ? neededRow(command.key) : readRow(command.key);
    case 'take':
    case 'remove':
      return takeRow(command.key);
    case 'count':
      return countRow(command.key, command.seconds);
    case 'limit':
      return limitRow(command.key, command.seconds, command.atMost);
  }
}

function answer(command: Command, text: string | null) {
  switch (command.do) {
    case 'put':
      return undefined;
    case 'remove':
      return text !== null;
    case 'limit':
      return Number(text) <= command.atMost;
    default:
      return text === null ? null : shaped(command, JSON.parse(text));
  }
}

/** Connecting and asking are bounded one by one in db/client.ts; this bounds them, and the wait for both, together. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(reject, policy.patience.store, new DOMException('No answer in time', 'TimeoutError'));
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/**
 * Messages of queries hold their parameters, our keys and values, and so may those of the server: of either only the
 * code is told. Where there is none, node-postgres speaks of the connection.
 */
function failure(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { cause } = error;
  if (!(cause instanceof Error)) return error.name;
  return 'code' in cause ? String(cause.code) : cause.message;
}
