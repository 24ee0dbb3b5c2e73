import { fork } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** How long requests under way may take to end, in milliseconds. */
const PATIENCE = 5000;

/**
 * Runs a command of Next in a process that dies with this one.
 * @param {string[]} args
 * @param {string} cwd
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ exited: Promise<number>, stop: () => Promise<void> }} `exited` gives the exit status
 */
export function startNext(args, cwd, env) {
  const child = fork(fileURLToPath(new URL('next.mjs', import.meta.url)), args, { cwd, env });
  const exited = once(child, 'exit').then(([code, signal]) => exitStatus(code, signal));
  return {
    exited,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      // Windows knows no SIGTERM: it would end the child without its own children.
      if (process.platform === 'win32') child.disconnect();
      else child.kill('SIGTERM');
      const deadline = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
      await exited;
      clearTimeout(deadline);
    },
  };
}

/**
 * @param {number | null} code
 * @param {NodeJS.Signals} signal
 */
function exitStatus(code, signal) {
  return code ?? 128 + constants.signals[signal];
}

/**
 * Waits until an address answers, whatever it says.
 * @param {string} address
 */
export async function answering(address) {
  for (;;) {
    try {
      return await fetch(address, { method: 'HEAD', redirect: 'manual' });
    } catch {
      await pause(100);
    }
  }
}
