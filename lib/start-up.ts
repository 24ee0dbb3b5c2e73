import 'server-only';
import { limitRequests } from './admission';
import { env } from './env';
import { effectiveConfiguration } from './health/configuration';
import { socketAddress, watchHttpExchanges } from './http-exchange';
import { markInwardRequests } from './inward-request';
import { log } from './log';
import { policy } from './policy';
import { keepUp } from './upkeep/ticker';

/** Runs once when a server starts, before its first request. A configuration that is not fit to serve ends it. */
export async function startUp(): Promise<void> {
  try {
    // Auth.js would otherwise build its addresses from forwarded headers.
    process.env.AUTH_URL = env().origin;
  } catch (error) {
    // The framework would go on, and answer every request with a 500.
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
  watchHttpExchanges({ upgrades: process.env.NODE_ENV === 'development' });
  // Where the framework sends them.
  markInwardRequests(() => process.env.__NEXT_PRIVATE_ORIGIN, socketAddress);
  log('info', 'server.configured', effectiveConfiguration(env()));
  // Elsewhere the platform decides how much a process is given.
  if (!env().keepsRunning) return;
  limitRequests();
  keepUp();
  // On a laptop the launcher has just started and migrated everything.
  if (process.env.NODE_ENV !== 'production') return;
  // What is asked first should not have to wait for it.
  setTimeout(lookAround, policy.health.afterStart).unref();
}

async function lookAround(): Promise<void> {
  const { logHealth } = await import('./health/start-up-log');
  await logHealth();
}
