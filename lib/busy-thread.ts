import 'server-only';
import { performance } from 'node:perf_hooks';

/**
 * Answers whether this process's thread has hardly had a rest lately: whatever it takes on now waits for what it is at. Waiting
 * for a service is rest.
 */
export function watchThread(): () => boolean {
  let since = performance.eventLoopUtilization();
  let busy = false;
  return () => {
    const { active, idle, utilization } = performance.eventLoopUtilization(since);
    if (active + idle >= WINDOW) {
      busy = utilization > BUSY;
      since = performance.eventLoopUtilization();
    }
    return busy;
  };
}

/** Milliseconds: short enough to follow a rush. */
const WINDOW = 250;
/** Of the time. */
const BUSY = 0.9;
