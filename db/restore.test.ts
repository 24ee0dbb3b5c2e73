import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { insertPerson, openSessionOf } from '@/test/people';
import { query } from '@/test/query';
import { findPostgres } from '@/test/requirements.mjs';
import { db } from './client';
import { migrate } from './migrate.mjs';
import { ephemeral } from './schema';

// docs/operate.md, "Backups": the same commands.

test('a backup is restored into an empty database, whole but for what expires', async () => {
  const person = await insertPerson();
  await openSessionOf(person);
  await db()
    .insert(ephemeral)
    .values({ key: 'link', value: 'used soon', expiresAt: new Date(Date.now() + 600_000) });
  const [from, to] = [process.env.DATABASE_URL ?? '', new URL('/restored', inject('postgresUrl')).href];
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-backup-'));
  const file = join(folder, 'latchkey.dump');

  pg('pg_dump', '--format=custom', '--no-owner', '--exclude-table-data=ephemeral', `--file=${file}`, from);
  await query(inject('postgresUrl'), 'create database restored template template0');
  pg('pg_restore', '--no-owner', '--single-transaction', '--exit-on-error', `--dbname=${to}`, file);
  await rm(folder, { recursive: true });

  await migrate(to);
  const counts = `select
    (select count(*)::int from users) as users, (select count(*)::int from sessions) as sessions,
    (select count(*)::int from security_events) as events, (select count(*)::int from ephemeral) as ephemeral`;
  expect(await query(to, counts)).toEqual(
    (await query(from, counts)).map((row) => ({ ...row, ephemeral: 0 })),
  );
  const handle = 'select user_handle from users where id = $1';
  expect(await query(to, handle, [person.user.id])).toEqual(await query(from, handle, [person.user.id]));
  // Numbers go on where they were: a mailed "This wasn't me" names an event by its number.
  const next = "select nextval(pg_get_serial_sequence('security_events', 'id'))";
  expect(await query(to, next)).toEqual(await query(from, next));
  await query(inject('postgresUrl'), 'drop database restored');
});

function pg(program: string, ...args: string[]) {
  execFileSync(join(findPostgres() ?? '', program), args, { stdio: ['ignore', 'ignore', 'inherit'] });
}
