import 'server-only';
import { policy } from '@/lib/policy';
import { type Check, look } from './check';
import { servingProbes } from './probes';

let latest: { until: number; report: Promise<Readiness> } | undefined;

/**
 * Whether this instance can serve. Anybody may ask: all who do within `policy.health.kept` seconds share one look, and
 * are told nothing but whether each check failed. What cannot be checked, for want of what comes before it, is left out.
 */
export function readiness(): Promise<Readiness> {
  if (!latest || latest.until < performance.now()) {
    const report = look(servingProbes()).then(summary);
    const current = { until: Number.POSITIVE_INFINITY, report };
    latest = current;
    void report.then(() => {
      current.until = performance.now() + policy.health.kept * 1000;
    });
  }
  return latest.report;
}

function summary(checks: Check[]): Readiness {
  const words = checks.map(({ name, outcome }) => [name, outcome === 'failed' ? 'failed' : 'ok'] as const);
  return { fit: words.every(([, word]) => word === 'ok'), checks: Object.fromEntries(words) };
}

interface Readiness {
  fit: boolean;
  checks: Record<string, 'ok' | 'failed'>;
}
