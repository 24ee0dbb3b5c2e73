import type { Instrumentation } from 'next';

/** Called by the framework when a server starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { startUp } = await import('@/lib/start-up');
  await startUp();
  // In development the framework's own words, errors in full, are what one wants to read.
  if (process.env.NODE_ENV === 'production') (await import('@/lib/sealed-console')).sealConsole();
  const { env } = await import('@/lib/env');
  // Loaded here alone: who sends no traces should not pay for them.
  if (env().traces) (await import('@/lib/traces')).sendTraces();
}

/** Called by the framework with what no page, route or action foresaw. */
export const onRequestError: Instrumentation.onRequestError = async (error, _request, { routePath }) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { logRequestError } = await import('@/lib/sealed-console');
  logRequestError(error, routePath);
};
