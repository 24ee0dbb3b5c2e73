/** Runs once when a server starts, before its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { env } = await import('@/lib/env');
  const { watchHttpExchanges } = await import('@/lib/http-exchange');
  // Auth.js would otherwise build its addresses from forwarded headers.
  process.env.AUTH_URL = env().origin;
  watchHttpExchanges();
}
