import { beforeEach, expect, test, vi } from 'vitest';
import { query } from '@/test/query';

const SECRET = 'a-secret-of-a-scheduler';

beforeEach(() => {
  vi.resetModules();
  process.env.CRON_SECRET = SECRET;
  process.env.LOG_LEVEL = 'silent';
});

test('the scheduler has expired rows cleared away, and hears how many, and whether there are more', async () => {
  await expired(1_500);
  const nothing = { ephemeral: 0, sessions: 0, securityEvents: 0, recoveries: 0, more: false };
  expect(await call(`Bearer ${SECRET}`)).toEqual({ status: 200, body: { ...nothing, ephemeral: 1_500 } });
  expect(await call(`Bearer ${SECRET}`)).toEqual({ status: 200, body: nothing });
});

test('nobody else has', async () => {
  await expired(3);
  expect(await call(null)).toEqual({ status: 401, body: { error: 'unauthorized' } });
  expect(await call(`Bearer ${SECRET}x`)).toEqual({ status: 401, body: { error: 'unauthorized' } });
  process.env.CRON_SECRET = '';
  vi.resetModules();
  expect(await call(`Bearer ${SECRET}`)).toEqual({ status: 404, body: { error: 'not_found' } });
  const [row] = await query(process.env.DATABASE_URL ?? '', 'select count(*)::int as n from ephemeral');
  expect(row.n).toBe(3);
});

async function expired(rows: number) {
  await query(
    process.env.DATABASE_URL ?? '',
    `insert into ephemeral (key, value, expires_at)
    select gen_random_uuid(), '1', now() - interval '1 second' from generate_series(1, $1::int)`,
    [rows],
  );
}

async function call(authorization: string | null) {
  const { GET } = await import('./route');
  const headers = new Headers(authorization === null ? {} : { authorization });
  const response = await GET(new Request('http://localhost:3000/api/cron/purge', { headers }));
  expect(response.headers.get('cache-control')).toBe('no-store');
  return { status: response.status, body: await response.json() };
}
