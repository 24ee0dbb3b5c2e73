import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * The raw request and response behind the page or action that is running.
 *
 * The framework lets neither set a status, nor tells them the socket's address, but people, load balancers and scripts
 * need an honest 503 or 429, and limits need an address that no header can forge. Node announces each exchange on a
 * documented diagnostics channel (Node.js documentation, "diagnostics_channel", `http.server.request.start`).
 * Decision: docs/decisions/005-status-codes.md.
 */
const exchanges = shared();

/** Starts listening for exchanges. Called once, when the server starts (instrumentation.ts). */
export function watchHttpExchanges(): void {
  subscribe('http.server.request.start', (message) => exchanges.enterWith(message as Exchange));
}

/** Sets the status of the answer being made, unless it is on its way already. */
export function setStatus(status: number): void {
  const response = exchanges.getStore()?.response;
  if (response && !response.headersSent) response.statusCode = status;
}

/** The address at the other end of the connection: the client's, or the nearest proxy's. */
export function socketAddress(): string | null {
  return exchanges.getStore()?.request.socket.remoteAddress ?? null;
}

/** One per process, though the framework bundles this module more than once. */
function shared(): AsyncLocalStorage<Exchange> {
  const key = Symbol.for('latchkey.http-exchanges');
  const holder = globalThis as { [key]?: AsyncLocalStorage<Exchange> };
  holder[key] ??= new AsyncLocalStorage();
  return holder[key];
}

type Exchange = { request: IncomingMessage; response: ServerResponse };
