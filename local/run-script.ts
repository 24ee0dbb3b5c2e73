import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a module in a process of its own, for tests that kill it. Resolves with the first thing it prints. */
export async function runScript(source: string, env: NodeJS.ProcessEnv = process.env): Promise<Running> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env,
  });
  const exited = once(child, 'exit');
  const [printed] = await Promise.race([
    once(child.stdout, 'data'),
    exited.then(([code]) => Promise.reject(new Error(`The script ended with status ${code}.`))),
  ]);
  return {
    printed: String(printed),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

export interface Running {
  printed: string;
  kill: () => Promise<void>;
}
