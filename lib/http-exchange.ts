import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { env } from './env';
import { takeInwardMark } from './inward-request';
import { policy } from './policy';
import { fileHeaders, lockedPolicy, securityHeaders } from './security-headers.mjs';
import { straighten } from './straight-request';

/**
 * The raw request and response behind the page or action that is running.
 *
 * The framework lets neither set a status, nor tells them the socket's address, but people, load balancers and scripts
 * need an honest 503 or 429, and limits need an address that no header can forge. Node announces each exchange on a
 * documented diagnostics channel (Node.js documentation, "diagnostics_channel", `http.server.request.start`).
 * Decision: docs/decisions/005-status-codes.md.
 */
const exchanges = shared();

const headersOfFiles = Object.entries(fileHeaders);
const headersOfAll = Object.entries({ ...securityHeaders, ...lockedPolicy });

/**
 * Starts listening for exchanges. Called once, when the server starts (lib/start-up.ts).
 *
 * Nothing here speaks WebSocket, and the framework would hold whoever asks for it open and unanswered for good. Without a
 * listener Node answers as if nothing had been asked. `upgrades` leaves it: the development server does speak it.
 *
 * Whoever has not sent the whole request within `patience` milliseconds is cut off, as Node does after five minutes.
 */
export function watchHttpExchanges({
  upgrades = false,
  patience = policy.patience.request as number,
} = {}): void {
  subscribe('http.server.request.start', (message) => {
    const { server, ...rest } = message as Message & { server: Server };
    if (!upgrades) server.removeAllListeners('upgrade');
    // Node takes the longer of the two for the whole request.
    server.headersTimeout = patience;
    server.requestTimeout = patience;
    exchanges.enterWith(begin(rest));
  });
}

/**
 * Under which the request that is running is found in the log: in every line, in the answer's `X-Request-Id`, on the page
 * that says that a service does not answer. Undefined outside of a request.
 */
export function requestId(): string | undefined {
  return exchanges.getStore()?.id;
}

/**
 * Sets the status of the answer being made, and after how many seconds it is worth trying again, unless it is on its way
 * already.
 */
export function setStatus(status: number, retryAfter: number | null = null): void {
  const response = exchanges.getStore()?.open?.response;
  if (!response || response.headersSent) return;
  response.statusCode = status;
  if (retryAfter !== null) response.setHeader('Retry-After', retryAfter);
}

/** Whether this exchange lacked a service before: its action did, and now its page is made. */
export function lackedService(): boolean {
  return exchanges.getStore()?.open?.response.statusCode === 503;
}

/** Whether this is no request of a client's, but part of one: the framework asks itself for the page that an action leads to. */
export function isInward(): boolean {
  return exchanges.getStore()?.inward ?? false;
}

/** The address at the other end of the client's connection: its own, or the nearest proxy's. */
export function socketAddress(): string | null {
  return exchanges.getStore()?.address ?? null;
}

/**
 * The id goes out with the answer, and inward in the same header, where middleware.ts reads it. The security headers are
 * set before the framework can answer by itself; a page's own policy takes the place of the locked one. On Vercel, where
 * the middleware runs elsewhere, it would not: there the platform sets them all (next.config.mjs).
 *
 * Files of the build have no id: nothing is ever logged of them.
 */
function begin({ request, response }: Message): Exchange {
  straighten(request);
  const inward = takeInwardMark(request);
  // To be compressed for the client, and not before.
  if (inward) delete request.headers['accept-encoding'];
  const file = BUILD_FILE.test(request.url ?? '');
  if (!env().platformTellsPlace) {
    for (const [name, value] of file ? headersOfFiles : headersOfAll) response.setHeader(name, value);
  }
  const id = givenId(request, inward !== null) ?? randomBytes(12).toString('base64url');
  request.headers['x-request-id'] = id;
  if (!file) response.setHeader('X-Request-Id', id);
  const { address } = inward ?? { address: request.socket.remoteAddress ?? null };
  const exchange: Exchange = { id, inward: inward !== null, address, open: { request, response } };
  // A connection that stays open, and every timer set meanwhile, holds on to its exchange.
  response.once('close', () => delete exchange.open);
  return exchange;
}

/** Whatever is not there is refused in plain text. Not with dots that lead out of the folder: there are pages. */
const BUILD_FILE = /^\/_next\/static\/(?!.*\.\.)[\w~./-]+\.(?:js|css)$/;

/** The id that the platform, a proxy of ours or we gave, if it is one: a client's own would let it write into our log. */
function givenId({ headers }: IncomingMessage, inward: boolean): string | null {
  const { platformTellsPlace, trustedProxyHops } = env();
  const believed = inward || trustedProxyHops > 0;
  const given = platformTellsPlace ? headers['x-vercel-id'] : believed && headers['x-request-id'];
  return typeof given === 'string' && /^[\w:.-]{1,64}$/.test(given) ? given : null;
}

/** One per process, though the framework bundles this module more than once. */
function shared(): AsyncLocalStorage<Exchange> {
  const key = Symbol.for('latchkey.http-exchanges');
  const holder = globalThis as { [key]?: AsyncLocalStorage<Exchange> };
  holder[key] ??= new AsyncLocalStorage();
  return holder[key];
}

type Message = { request: IncomingMessage; response: ServerResponse };
type Exchange = {
  id: string;
  inward: boolean;
  /** Kept: who hangs up at once is counted, and written down, like anybody else. */
  address: string | null;
  /** Until the answer is out. */
  open?: Message;
};
