import { setTimeout as pass } from 'node:timers/promises';
import { freePort } from '../test/free-port';
import { startLeashed } from '../test/leashed-process';

/** Starts a production build on a free port, and tells how long it was until it first answered. */
export async function startServer({ folder, environment }: Startable): Promise<Server> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const begun = performance.now();
  const server = await startLeashed({
    program: process.execPath,
    args: ['node_modules/next/dist/bin/next', 'start', ...OPTIONS, '--port', String(port), folder],
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...environment(url) },
    ready: /Ready in/,
    ending: 'SIGKILL',
  });
  server.stdout?.resume();
  server.stderr?.pipe(process.stderr);
  while (!(await answers(`${url}/sign-in`))) await pass(2);
  return {
    url,
    pid: Number(server.pid),
    firstAnswer: performance.now() - begun,
    stop: () => void server.kill('SIGKILL'),
  };
}

async function answers(url: string): Promise<boolean> {
  const answer = await fetch(url).catch(() => null);
  await answer?.arrayBuffer();
  return answer?.status === 200;
}

const OPTIONS = ['--hostname', '127.0.0.1', '--keepAliveTimeout', '130000'];

export interface Startable {
  /** Where its build is. */
  folder: string;
  environment(url: string): Record<string, string>;
}

export interface Server {
  url: string;
  pid: number;
  /** Milliseconds from its start. */
  firstAnswer: number;
  stop(): void;
}
