import 'server-only';
import { performance } from 'node:perf_hooks';

/**
 * What a request costs lately: milliseconds of this process's thread for each that was done, as long as it has hardly had
 * a rest; zero while it has time to spare, for then nobody waits for it. Whatever goes on is counted in, and so is the
 * time that a machine takes away.
 */
export function watchCost() {
  let since = performance.eventLoopUtilization();
  let done = 0;
  const sums = { active: 0, done: 0 };

  function look() {
    const { active, idle, utilization } = performance.eventLoopUtilization(since);
    if (active + idle < WINDOW) return;
    const kept = utilization > BUSY ? KEPT : 0;
    sums.active = kept * (sums.active + active);
    sums.done = kept * (sums.done + done);
    since = performance.eventLoopUtilization();
    done = 0;
  }

  return {
    /** One more is done. */
    done: () => {
      done += 1;
    },
    lately: () => {
      look();
      return sums.done ? sums.active / sums.done : 0;
    },
  };
}

/** Milliseconds: short enough to follow a rush. */
const WINDOW = 500;
/** The share of the time that a thread works when it is the bottleneck. */
const BUSY = 0.9;
/** What each window leaves of those before it: many are done at once, and then none for a while. */
const KEPT = 0.5;
