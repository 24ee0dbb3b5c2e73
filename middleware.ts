import { type NextRequest, NextResponse } from 'next/server';
import { contentSecurityPolicy } from '@/lib/content-security-policy';
import { configuredOrigin } from '@/lib/origin';
import { refuseRequest } from '@/lib/request-guard';
import { lockedPolicy, withoutPage } from '@/lib/security-headers.mjs';
import { sessionCookie } from '@/lib/session-cookie';

/**
 * In front of every page and action: refuses what no page of ours sends, gives each answer its policy with a fresh
 * nonce, and spares signed-out visitors of /account a render. An optimisation and a second wall, never the boundary:
 * every page and every action checks for itself.
 */
export default async function middleware(request: NextRequest): Promise<NextResponse> {
  const origin = new URL(configuredOrigin(process.env) ?? request.url).origin;

  const refused = await refuseRequest(request, { origin });
  if (refused) {
    logRefused(request, refused.status);
    return new NextResponse(refused.message, { status: refused.status, headers: plainText });
  }

  const elsewhere = process.env.VERCEL ? ownAddress(request, origin) : null;
  if (elsewhere) return NextResponse.redirect(elsewhere, 307);

  const { pathname } = request.nextUrl;
  const guarded = request.method !== 'POST' && pathname.startsWith('/account') && !selfGuarded.has(pathname);
  if (guarded && !request.cookies.has(sessionCookie(origin.startsWith('https:')).name)) {
    const signIn = new URL('/sign-in', origin);
    signIn.searchParams.set('to', pathname + request.nextUrl.search);
    return NextResponse.redirect(signIn);
  }
  if (withoutPage.includes(pathname)) return NextResponse.next();
  return withPolicy(request, origin.startsWith('https:'));
}

export const config = {
  // Not skipping prefetches: they are answered with whole pages, which need their policy like any other. What is skipped are
  // files, and two addresses that have the wall with them (lib/for-own-pages.ts).
  matcher: '/((?!_next/static/|sign-in/(?:check-email/status|passkey-options)$).*)',
};

/**
 * The same page at the configured origin, for whoever opened it at another of a deployment's hosts: forms and passkeys
 * work at that one alone. Null where they are there. Machines ask for what is under /api/ and /.well-known/ at any host.
 * On Vercel only: a proxy that keeps the host to itself would have us redirect for ever.
 */
function ownAddress(request: NextRequest, origin: string): URL | null {
  const { pathname, search } = request.nextUrl;
  const read = ['GET', 'HEAD'].includes(request.method) && !/^\/(api|\.well-known)\//.test(pathname);
  const address = new URL(origin);
  if (!read || request.headers.get('host') === address.host) return null;
  // Not as one text: a path that begins with two slashes would be taken for a host.
  address.pathname = pathname;
  address.search = search;
  return address;
}

/** They send people to sign in themselves: one has a secret that no other address may hold, one is no page to come back to. */
const selfGuarded = new Set(['/account/profile/confirm', '/account/data/download']);

const plainText = { 'Content-Type': 'text/plain; charset=utf-8', ...lockedPolicy };

/** In the shape of lib/log.ts, which cannot run here. The header is the platform's, or set by lib/http-exchange.ts. */
function logRefused(request: NextRequest, status: number): void {
  if (!['debug', 'info'].includes(process.env.LOG_LEVEL?.trim() || 'info')) return;
  const requestId = request.headers.get(process.env.VERCEL ? 'x-vercel-id' : 'x-request-id') ?? undefined;
  const time = new Date().toISOString();
  console.log(JSON.stringify({ level: 'info', time, event: 'request.refused', requestId, status }));
}

/** The framework takes the nonce for its scripts from the request's policy, which is therefore always ours. */
function withPolicy(request: NextRequest, secure: boolean): NextResponse {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const policy = contentSecurityPolicy({
    nonce,
    secure,
    development: process.env.NODE_ENV === 'development',
  });
  const headers = new Headers(request.headers);
  headers.delete('content-security-policy-report-only');
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}
