import 'server-only';
import { AsyncResource } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { watchThread } from './busy-thread';
import { clientAddress } from './client-address';
import { env } from './env';
import type { ActionResult } from './form-state';
import { isInward } from './http-exchange';
import { log } from './log';
import { directionOf } from './messages/languages';
import { preferredLocale } from './messages/preferred-locale';
import { policy } from './policy';

/**
 * From now on a server lets in so many requests at once, and refuses what comes on top, at once and in words: a queue that
 * grows would serve everybody late and then nobody. One client takes half of the places at most. What was let in is served:
 * while the thread is busy a few at a time, in the order in which they came. Health is always told, and the files of a page
 * that was let in always sent; neither takes a place. Decision: docs/decisions/019-a-full-house.md.
 */
export function limitRequests(most: number = policy.requests.atOnce): void {
  const limited = new WeakSet<Server>();
  // Announced before the server hears of the request itself (Node.js documentation, "diagnostics_channel").
  subscribe('http.server.request.start', (message) => {
    const { server } = message as { server: Server };
    if (limited.has(server)) return;
    limited.add(server);
    stepBefore(server, most);
  });
}

function stepBefore(server: Server, most: number): void {
  const everybody = 'everybody';
  const working = new Map<string, number>();
  const coming = new Map<string, number>();
  const has = (whom: string) => working.get(whom) ?? 0;
  const isBusy = watchThread();
  const line: (() => void)[] = [];
  let running = 0;
  let look: NodeJS.Timeout | undefined;
  const goOn = () => {
    clearTimeout(look);
    while (line.length > 0 && (running < policy.requests.together || !isBusy())) line.shift()?.();
    // All that are worked on may be waiting for a service.
    if (line.length > 0) look = setTimeout(goOn, policy.requests.lookEvery);
  };
  const handlers = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const handle = () => Promise.all(handlers.map((handler) => handler.call(server, request, response)));
    const always = ALWAYS.test(request.url ?? '') && !hasBody(request);
    if (always || isInward()) return handle();
    const client = clientOf(request);
    const own = has(client) + (coming.get(client) ?? 0);
    if (has(everybody) >= most || own >= most / 2) return refuse(request, response);
    awaitBody(request, (by) => count(coming, client, by));
    const end = beginWork(request, (by) => {
      for (const whom of [everybody, client]) count(working, whom, by);
    });
    const start = async () => {
      // Who has left waits for nothing.
      if (response.destroyed) return end();
      const stop = beginWork(request, (by) => {
        running += by;
      });
      await handle().finally(() => {
        stop();
        end();
        goOn();
      });
    };
    // Whether all of it is here is not known before it is read: that is for the framework.
    if (hasBody(request)) return start();
    line.push(AsyncResource.bind(start));
    goOn();
  });
}

function clientOf({ socket, headers }: IncomingMessage): string {
  return clientAddress({
    socketAddress: socket.remoteAddress ?? null,
    forwardedFor: [headers['x-forwarded-for'] ?? []].flat().join(),
    trustedHops: env().trustedProxyHops,
  });
}

function count(counts: Map<string, number>, whom: string, by: 1 | -1): void {
  const counted = (counts.get(whom) ?? 0) + by;
  if (counted > 0) counts.set(whom, counted);
  else counts.delete(whom);
}

/** Counts a request until all of it is here, or its client has left: nobody may hold back any number, to send them all at once. */
function awaitBody(request: IncomingMessage, count: (by: 1 | -1) => void): void {
  if (!hasBody(request)) return;
  count(1);
  const here = () => {
    request.off('end', here).off('close', here);
    count(-1);
  };
  request.on('end', here).on('close', here);
}

/**
 * Counts a request once all of it is here: who sends slowly takes no place of others. Nor for ever does who reads slowly;
 * whoever leaves is counted until the work for them is over.
 */
function beginWork(request: IncomingMessage, count: (by: 1 | -1) => void): () => void {
  let end: (() => void) | undefined;
  const begin = () => {
    count(1);
    const timer = setTimeout(() => end?.(), policy.requests.longest * 1000).unref();
    end = () => {
      end = undefined;
      clearTimeout(timer);
      count(-1);
    };
  };
  if (hasBody(request)) request.once('end', begin);
  else begin();
  return () => {
    request.off('end', begin);
    end?.();
  };
}

/** Of a GET or HEAD the framework reads none, and would begin at once. */
function hasBody({ method = '', headers }: IncomingMessage): boolean {
  if (['GET', 'HEAD'].includes(method)) return false;
  return 'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0;
}

/**
 * Made before anything is known but the request's head; hence in the browser's language, and without any of our looks; for
 * scripts, as what an action answers. The words are loaded for the first who needs them: most servers never refuse.
 */
async function refuse({ headers }: IncomingMessage, response: ServerResponse): Promise<void> {
  tell();
  const { translator } = await import('./messages/translate');
  const locale = preferredLocale(headers['accept-language'] ?? null);
  const t = translator(locale);
  const [heading, words] = [t('errorPages.unavailableHeading'), t('refusals.busy')];
  const refusal: ActionResult<never> = { ok: false, refusal: { code: 'busy', message: words, fields: {} } };
  const page = headers.accept?.includes('text/html');
  response.writeHead(503, {
    // The framework hands an answer of just this type on to the script that called an action (components/unanswered.ts).
    'Content-Type': page ? 'text/html; charset=utf-8' : 'text/plain',
    'Cache-Control': 'no-store',
    'Retry-After': policy.requests.retryAfter,
  });
  response.end(
    page
      ? `<!doctype html><html lang="${locale}" dir="${directionOf(locale)}"><meta name="viewport" content="width=device-width"><title>${heading}</title><h1>${heading}</h1><p>${words}</p></html>`
      : JSON.stringify(refusal),
  );
}

/** One line a second, however many are refused: writing them down must not be what is too much. */
function tell(): void {
  refused += 1;
  if (refused > 1) return;
  setTimeout(() => {
    log('warn', 'server.full', { refused });
    refused = 0;
  }, 1000).unref();
}

let refused = 0;

/** Not with dots, written in any way, that lead out of the folder: there are pages. */
const ALWAYS = /^\/(?:api\/health|_next\/static\/(?!.*\.\.)[\w~./-]+)$/;
