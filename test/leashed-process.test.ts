import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

test('a server, even a stopped one, does not outlive the process that started it', async () => {
  const server = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)']);
  server.kill('SIGSTOP');
  const leash = spawn(process.execPath, [LEASH, String(server.pid), 'SIGQUIT']);
  const ended = once(server, 'exit');
  leash.stdin.end();
  expect(await ended).toEqual([null, 'SIGQUIT']);
});

const LEASH = fileURLToPath(new URL('leash.mjs', import.meta.url));
