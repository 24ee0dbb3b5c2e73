import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** Runs `npm run accounts` as an operator's shell would, but with nobody at a terminal. */
export async function accounts(args: string[], environment: Record<string, string> = {}) {
  const program = [
    'node_modules/tsx/dist/cli.mjs',
    '--tsconfig',
    'operate/tsconfig.json',
    'operate/accounts.ts',
  ];
  const command = spawn(process.execPath, [...program, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(command, 'close');
  const [stdout, stderr] = await Promise.all([text(command.stdout), text(command.stderr)]);
  const [status] = await ended;
  return { status: status as number, stdout, stderr };
}
