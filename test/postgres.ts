import { execFileSync } from 'node:child_process';
import { chown, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DatabaseServer, startDatabaseServer } from './database-server';
import { freePort } from './free-port';
import { findPostgres } from './requirements.mjs';

/** Starts an empty Postgres on a free port. `url` is its administrator's and needs no password. */
export async function startPostgres(): Promise<DatabaseServer & { url: string }> {
  const programs = findPostgres();
  if (!programs) throw new Error('The Postgres server is missing: node test/run.mjs requirements');

  const owner = process.getuid?.() === 0 ? postgresUser() : null;
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-postgres-'));
  if (owner) await chown(folder, owner.uid, owner.gid);
  execFileSync(
    join(programs, 'initdb'),
    ['--pgdata', folder, '--username=postgres', '--auth=trust', '--locale=C', '--encoding=UTF8', '--no-sync'],
    { cwd: folder, ...owner },
  );

  const port = await freePort();
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    fsync: 'off',
    full_page_writes: 'off',
  };
  const server = await startDatabaseServer({
    program: join(programs, 'postgres'),
    args: ['-D', folder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    folder,
    owner,
    ending: 'SIGQUIT',
  });
  return { ...server, url: `postgres://postgres@127.0.0.1:${port}/postgres` };
}

/** Postgres refuses to run as root; its package brings this user. */
function postgresUser() {
  const id = (kind: string) => Number(execFileSync('id', [kind, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
