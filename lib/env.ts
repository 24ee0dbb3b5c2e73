import 'server-only';
import type { z } from 'zod';
import { schema } from './env-schema';

let cached: Env | undefined;

/**
 * The configuration, read and checked once. The only reader of `process.env`, but for db/client.ts (the database's
 * address) and middleware.ts, which run where this file cannot go.
 *
 * Throws UnfitConfiguration.
 */
export function env(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}

/** Checks a set of variables; see `env`. */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  const parsed = schema.safeParse(variables);
  if (parsed.success) return parsed.data;
  throw new UnfitConfiguration(parsed.error.issues.map(({ message }) => message));
}

/** Every problem that keeps a server from serving, each with its cure, and none with a secret. */
export class UnfitConfiguration extends Error {
  override name = 'UnfitConfiguration';

  constructor(readonly problems: string[]) {
    const lines = problems.map((problem) => `  - ${problem}`).join('\n');
    super(`The configuration is not fit to serve. .env.local.example explains each variable.\n${lines}`);
  }
}

export type Env = z.output<typeof schema>;
