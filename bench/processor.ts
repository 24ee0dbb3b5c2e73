import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pass } from 'node:timers/promises';

/** Milliseconds of processor time that a server and its children have used (`utime` and `stime`, proc(5)). */
export function processorTime(pid: number): number {
  return family(pid).reduce((sum, member) => sum + ticksOf(member), 0) * (1000 / TICKS_PER_SECOND);
}

/** Megabytes that a server and its children hold in memory. */
export function residentMemory(pid: number): number {
  const kilobytes = family(pid).map((member) => {
    const status = readFileSync(`/proc/${member}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  });
  return kilobytes.reduce((sum, held) => sum + held, 0) / 1024;
}

/** Waits until a server has done what its answers left to do: for a while, next to nothing. */
export async function quiet(pid: number): Promise<void> {
  for (let still = 0, before = processorTime(pid); still < 3; ) {
    await pass(50);
    const now = processorTime(pid);
    still = now - before > 5 ? 0 : still + 1;
    before = now;
  }
}

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** A process and all that it has started. */
function family(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  return [pid, ...children.flatMap((child) => family(Number(child)))];
}

/** The second field may hold anything: those that count come after its last bracket. */
function ticksOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return Number(fields[11]) + Number(fields[12]);
}
