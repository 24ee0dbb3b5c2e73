import { afterAll, beforeEach, expect, inject, test, vi } from 'vitest';
import { startInbox } from '@/test/inbox';
import { insertPerson } from '@/test/people';
import { query } from '@/test/query';
import { beginRecoveryAgo } from '@/test/recoveries';

const SECRET = 'a-secret-of-a-scheduler';
const inbox = await startInbox();
afterAll(inbox.close);
beforeEach(() => {
  vi.resetModules();
  process.env.CRON_SECRET = SECRET;
});

test('the scheduler has owners told, and hears how many', async () => {
  const { user } = await insertPerson();
  await beginRecoveryAgo(user.id, 86_400);
  expect(await call(`Bearer ${SECRET}`)).toEqual({ status: 200, body: { told: 1 } });
  expect(await call(`Bearer ${SECRET}`)).toEqual({ status: 200, body: { told: 0 } });
  expect(await inbox.mailsTo(user.email)).toHaveLength(1);
});

test('nobody else has', async () => {
  const { user } = await insertPerson();
  await beginRecoveryAgo(user.id, 86_400);
  for (const shown of [
    null,
    '',
    'Bearer',
    'Bearer ',
    SECRET,
    `Basic ${SECRET}`,
    `Bearer ${SECRET}x`,
    'Bearer null',
  ]) {
    expect(await call(shown)).toEqual({ status: 401, body: { error: 'unauthorized' } });
  }
  expect(await inbox.mailsTo(user.email)).toEqual([]);
});

test('without a secret there is nothing to call', async () => {
  process.env.CRON_SECRET = '';
  for (const shown of [null, 'Bearer ', 'Bearer null', `Bearer ${SECRET}`]) {
    expect(await call(shown)).toEqual({ status: 404, body: { error: 'not_found' } });
  }
});

test('while the database is down the scheduler hears that', async () => {
  const server = inject('postgresUrl');
  const name = new URL(process.env.DATABASE_URL ?? '').pathname.slice(1);
  await query(server, `alter database ${name} allow_connections false`);
  await query(server, 'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  expect(await call(`Bearer ${SECRET}`)).toEqual({ status: 503, body: { error: 'unavailable' } });
  await query(server, `alter database ${name} allow_connections true`);
});

async function call(authorization: string | null) {
  const { GET } = await import('./route');
  const headers = new Headers(authorization === null ? {} : { authorization });
  const response = await GET(new Request('http://localhost:3000/api/cron/recovery', { headers }));
  expect(response.headers.get('cache-control')).toBe('no-store');
  return { status: response.status, body: await response.json() };
}
