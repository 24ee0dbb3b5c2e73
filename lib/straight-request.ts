import 'server-only';
import type { IncomingMessage } from 'node:http';
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state';

/**
 * Makes what HTTP allows, and no page of ours sends, into what the framework can answer: it meets each of these with a
 * 500, or, for an address of another host, with a redirect to there.
 */
export function straighten(request: IncomingMessage): void {
  request.url = pathOf(request.url ?? '/');
  // The Fetch standard knows no TRACE. By another name middleware.ts refuses it, like any method that we do not take.
  if (request.method === 'TRACE') request.method = 'UNKNOWN';
  // Says what a browser shows already, to be sent the rest. Without it everything is sent.
  if (!isRouterState(request.headers[ROUTER_STATE])) delete request.headers[ROUTER_STATE];
}

/** RFC 9112, 3.2: the target may be a whole address, or `*`. */
function pathOf(target: string): string {
  if (target.startsWith('/')) return target;
  if (!URL.canParse(target)) return `/${target}`;
  const { pathname, search } = new URL(target);
  return pathname + search;
}

function isRouterState(header: string | string[] | undefined): boolean {
  try {
    parseAndValidateFlightRouterState(header);
    return true;
  } catch {
    return false;
  }
}

const ROUTER_STATE = 'next-router-state-tree';
