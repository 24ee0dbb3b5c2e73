import { expect, test } from 'vitest';
import { summary } from './summary.mjs';

test('addresses of what was started are shown', () => {
  const text = summary(
    'http://localhost:3000',
    { page: 'http://localhost:1080' },
    { url: 'postgres://here' },
    {},
  );
  expect(text).toBe(
    [
      '',
      '  Latchkey   http://localhost:3000',
      '  Inbox      http://localhost:1080',
      '  Database   postgres://here',
      '',
      '  Ctrl-C stops everything.',
      '',
    ].join('\n'),
  );
});

test("the developer's own services are named, their passwords are not shown", () => {
  const settings = {
    SMTP_URL: 'smtp://me:hush@mail.example',
    DATABASE_URL: 'postgres://me:hush@db.example/accounts',
    UPSTASH_REDIS_REST_URL: 'https://redis.example',
    UPSTASH_REDIS_REST_TOKEN: 'hush',
  };
  const text = summary('http://localhost:3000', null, null, settings);
  for (const name of ['SMTP_URL', 'DATABASE_URL', 'UPSTASH_REDIS_REST_URL'])
    expect(text).toContain(`your ${name}`);
  expect(text).not.toContain('hush');
});
