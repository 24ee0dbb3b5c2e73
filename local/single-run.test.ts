import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Running, runScript } from './run-script';
import { holdLock, lockAddress } from './single-run.mjs';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-lock-'));
afterAll(() => {
  // What the killed holder of a socket file leaves behind.
  rmSync(lockAddress(folder, 'darwin'), { force: true });
  rmSync(folder, { recursive: true });
});

// A socket file, as on macOS, works on Linux as well.
const platforms: NodeJS.Platform[] = process.platform === 'win32' ? ['win32'] : [process.platform, 'darwin'];

describe.each([...new Set(platforms)])('on %s', (platform) => {
  const address = lockAddress(folder, platform);

  test('a second start is refused and told where the first one is', async () => {
    const holder = await holdElsewhere(address);
    await expect(holdLock(address)).rejects.toThrow(
      'already running for this folder, on http://localhost:3000.',
    );
    await holder.kill();
  });

  test('the lock of a killed holder is free', async () => {
    const killed = await holdElsewhere(address);
    await killed.kill();
    const next = await holdElsewhere(address);
    await expect(holdLock(address)).rejects.toThrow('already running');
    await next.kill();
  });
});

test('two folders have two locks, one folder by two names has one', () => {
  const alias = join(folder, 'alias');
  symlinkSync(folder, alias, 'junction');
  expect(lockAddress(alias, process.platform)).toBe(lockAddress(folder, process.platform));
  expect(lockAddress(tmpdir(), process.platform)).not.toBe(lockAddress(folder, process.platform));
});

function holdElsewhere(address: string): Promise<Running> {
  return runScript(`
    const { holdLock } = await import(${JSON.stringify(new URL('single-run.mjs', import.meta.url))});
    const lock = await holdLock(${JSON.stringify(address)});
    lock.announce('http://localhost:3000');
    console.log('held');
  `);
}
