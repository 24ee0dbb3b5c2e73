import 'server-only';
import type { IncomingMessage } from 'node:http';
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state';

/**
 * Makes what HTTP allows, and no page of ours sends, into what the framework can answer: it meets each of these with a
 * 500, or, for an address of another host, with a redirect to there. The page for errors of the framework itself is no
 * address.
 */
export function straighten(request: IncomingMessage): void {
  request.url = pathOf(request.url ?? '/').replace(/^\/_global-error(?![^?])/, '/404');
  // The Fetch standard knows no TRACE. By another name middleware.ts refuses it, like any method that we do not take.
  if (request.method === 'TRACE') request.method = 'UNKNOWN';
  // The framework answers this with nothing at all, in place of a page or a redirect.
  delete request.headers['x-middleware-prefetch'];
  // Says what a browser shows already, to be sent the rest. Without it everything is sent.
  if (!isRouterState(request.headers[ROUTER_STATE])) delete request.headers[ROUTER_STATE];
}

/** RFC 9112, 3.2: the target may be a whole address, or `*`. */
function pathOf(target: string): string {
  if (target.startsWith('/')) return target;
  if (!URL.canParse(target)) return `/${target}`;
  const { pathname, search } = new URL(target);
  // Schemes that are not the web's have paths of any kind, or none.
  return (pathname.startsWith('/') ? pathname : `/${pathname}`) + search;
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
