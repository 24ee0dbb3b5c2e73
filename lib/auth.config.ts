import 'server-only';
import type { NextAuthConfig } from 'next-auth';
import { policy } from './policy';
import { unseal } from './sealing';
import { sessionCookie } from './session-cookie';

/** What Auth.js is told of the session cookie. */
export function authConfig(secure: boolean) {
  return {
    trustHost: true,
    pages: { signIn: '/sign-in', error: '/sign-in' },
    session: { strategy: 'jwt', maxAge: policy.session.lifetime },
    cookies: { sessionToken: sessionCookie(secure) },
    callbacks: {
      // Only what signing in put there is carried on; anything a client sends with an update is dropped.
      jwt: ({ token, user }) => ({ sub: user?.id ?? token.sub }),
    },
    providers: [],
  } satisfies NextAuthConfig;
}

/**
 * The session token inside a session cookie, or null for a cookie that is absent, forged or past its life.
 * Whether that session still exists is for the database to say.
 */
export async function sessionToken(
  cookie: string | undefined,
  secure: boolean,
  secrets: string[],
): Promise<string | null> {
  if (!cookie) return null;
  const claims = await unseal<{ sub?: unknown }>(cookie, { secrets, purpose: sessionCookie(secure).name });
  return typeof claims?.sub === 'string' ? claims.sub : null;
}
