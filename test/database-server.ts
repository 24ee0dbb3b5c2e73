import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { startLeashed } from './leashed-process';
import { signalFamily } from './process-family.mjs';

/**
 * Starts a database server of the tests' own, which can be made to fail: `kill` ends it without the courtesies of a
 * shutdown, `start` starts it again on the same port and data, `pause` leaves its connections open and unanswered until
 * `resume`. `stop` ends it and removes its data.
 */
export async function startDatabaseServer({ folder, owner, ...options }: Options): Promise<DatabaseServer> {
  let server: ChildProcess;

  async function start() {
    server = await startLeashed({
      ...options,
      ...owner,
      cwd: folder,
      ownFolder: folder,
      ready: /ready to accept connections/i,
    });
  }

  async function kill() {
    if (server.exitCode !== null || server.signalCode !== null) return;
    resume();
    server.kill(options.ending);
    await once(server, 'exit');
  }

  function pause() {
    signalFamily(Number(server.pid), 'SIGSTOP');
  }

  function resume() {
    signalFamily(Number(server.pid), 'SIGCONT');
  }

  async function stop() {
    await kill();
    await rm(folder, { recursive: true, force: true });
  }

  await start();
  return { start, stop, kill, pause, resume };
}

interface Options {
  program: string;
  args: string[];
  /** Its data. */
  folder: string;
  /** As whom it runs, where it would not run as root. */
  owner: { uid: number; gid: number } | null;
  ending: NodeJS.Signals;
}

export interface DatabaseServer {
  start(): Promise<void>;
  stop(): Promise<void>;
  kill(): Promise<void>;
  pause(): void;
  resume(): void;
}
