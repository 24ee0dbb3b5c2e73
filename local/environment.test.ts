import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { keptSecret } from './environment.mjs';
import { runScript } from './run-script';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-environment-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('variables of .env files count as set, those of the shell win, and only the shell is inherited', async () => {
  writeFileSync(join(folder, '.env'), 'APP_NAME=from .env\nMAIL_FROM=from .env\n');
  writeFileSync(
    join(folder, '.env.local'),
    'DATABASE_URL=from .env.local\nMAIL_FROM=from .env.local\nSMTP_URL=\n',
  );
  const script = await runScript(
    `
      const { readEnvironment } = await import(${JSON.stringify(new URL('environment.mjs', import.meta.url))});
      console.log(JSON.stringify(readEnvironment(${JSON.stringify(folder)}, true)));
    `,
    { NODE_ENV: 'development', PATH: process.env.PATH, APP_NAME: 'from the shell' },
  );
  const { settings, inherited } = JSON.parse(script.printed);
  expect(settings).toMatchObject({
    APP_NAME: 'from the shell',
    DATABASE_URL: 'from .env.local',
    MAIL_FROM: 'from .env.local',
    SMTP_URL: '',
  });
  expect(inherited).toMatchObject({ APP_NAME: 'from the shell' });
  expect(inherited).not.toHaveProperty('DATABASE_URL');
  await script.kill();
});

test('the secret has 32 bytes, is made once and can be read by its owner only', () => {
  const file = join(folder, 'secret');
  const secret = keptSecret(file);
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  expect(keptSecret(file)).toBe(secret);
  // Windows has no such bits.
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
});
