import 'server-only';
import { randomBytes } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

/**
 * The framework asks itself, by HTTP, for the page that an action leads to: work that was let in already, not another
 * request. From now on what this process sends to `ownOrigin` says so, in a header that nobody else can know, and for which
 * address it is.
 *
 * Node announces what `fetch` is about to send on a documented channel (undici's documentation, "Diagnostics Channel
 * Support", `undici:request:create`).
 */
export function markInwardRequests(ownOrigin: () => string | undefined, address: () => string | null): void {
  subscribe('undici:request:create', (message) => {
    const { request } = message as { request: Outgoing };
    if (request.origin === ownOrigin()) request.addHeader(MARK, `${secret} ${address() ?? ''}`);
  });
}

/** For whom this process asks itself; null where it does not. Takes off the mark: nothing behind needs to see it. */
export function takeInwardMark({ headers }: IncomingMessage): { address: string | null } | null {
  const [given, address] = String(headers[MARK]).split(' ');
  delete headers[MARK];
  return given === secret ? { address: address || null } : null;
}

const MARK = 'x-latchkey-inward';
const secret = randomBytes(32).toString('base64url');

type Outgoing = { origin: string; addHeader(name: string, value: string): void };
