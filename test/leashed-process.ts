import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * Starts a server and waits until its output says that it is ready. It ends with this process at the latest, however
 * this one ends; Ctrl-C in the terminal does not reach it before.
 */
export async function startLeashed({
  program,
  args,
  ready,
  ending,
  ownFolder,
  output,
  ...options
}: LeashedProcess) {
  const server = spawn(program, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  if (output) for (const stream of [server.stdout, server.stderr]) stream.pipe(output, { end: false });
  await once(server, 'spawn');
  const leash = spawn(process.execPath, [LEASH, String(server.pid), ending, ownFolder ?? ''], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  server.once('exit', () => leash.kill());
  await untilReady(server, ready);
  return server;
}

const LEASH = fileURLToPath(new URL('leash.mjs', import.meta.url));

function untilReady(server: ChildProcess, ready: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const listen = (chunk: Buffer) => {
      output += chunk;
      if (!ready.test(output)) return;
      server.stdout?.off('data', listen);
      server.stderr?.off('data', listen);
      resolve();
    };
    server.stdout?.on('data', listen);
    server.stderr?.on('data', listen);
    server.once('exit', () => reject(new Error(`${server.spawnargs.join(' ')} ended:\n${output}`)));
  });
}

interface LeashedProcess extends Pick<SpawnOptions, 'cwd' | 'env' | 'uid' | 'gid'> {
  program: string;
  args: string[];
  /** What it writes once it can be used. */
  ready: RegExp;
  /** The signal that ends it. */
  ending: NodeJS.Signals;
  /** Where its output goes. */
  output?: NodeJS.WritableStream;
  /** A folder of its own, removed after it where it did not come to an orderly end. */
  ownFolder?: string;
}
