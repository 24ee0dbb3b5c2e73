import { execFileSync } from 'node:child_process';

/**
 * Sends a signal to a process and then to its children, which may each lead a process group of their own.
 * @param {number} pid
 * @param {NodeJS.Signals} name
 */
export function signalFamily(pid, name) {
  signal(pid, name);
  const processes = execFileSync('ps', ['-A', '-o', 'ppid=,pid='], { encoding: 'utf8' });
  for (const line of processes.trim().split('\n')) {
    const [parent, child] = line.trim().split(/\s+/).map(Number);
    if (parent === pid && child) signal(child, name);
  }
}

/**
 * Sends a signal to a process, if it still runs.
 * @param {number} pid
 * @param {NodeJS.Signals} name
 */
export function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ESRCH')) throw cause;
  }
}
