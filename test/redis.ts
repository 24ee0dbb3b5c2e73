import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DatabaseServer, startDatabaseServer } from './database-server';
import { freePort } from './free-port';
import { findRedis } from './requirements.mjs';

/** Starts an empty Redis that keeps nothing on a free loopback port. */
export async function startRedis(): Promise<DatabaseServer & { port: number }> {
  const program = findRedis();
  if (!program) throw new Error('redis-server is missing: node test/run.mjs requirements');

  const port = await freePort();
  const server = await startDatabaseServer({
    program,
    args: ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    folder: await mkdtemp(join(tmpdir(), 'latchkey-redis-')),
    owner: null,
    ending: 'SIGKILL',
  });
  return { ...server, port };
}
