import type { CDPSession, Page } from '@playwright/test';

/** Adds up what comes over a page's wire from now on: head and body, compressed as the server has it. */
export function weigh(wire: CDPSession): () => Record<string, number> {
  const kinds = new Map<string, string>();
  const bytes: Record<string, number> = {};
  let requests = 0;
  wire.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? '';
    bytes[kind] = (bytes[kind] ?? 0) + encodedDataLength;
    requests += 1;
  });
  return () => ({
    'JavaScript bytes': bytes.Script ?? 0,
    'CSS bytes': bytes.Stylesheet ?? 0,
    'HTML bytes': bytes.Document ?? 0,
    'all requests': requests,
  });
}

/** Counts what a page asks the application itself from now on: no files of its build. */
export function countRequests(page: Page): () => number {
  let requests = 0;
  page.on('request', (request) => {
    if (!new URL(request.url()).pathname.startsWith('/_next/static/')) requests += 1;
  });
  return () => requests;
}
