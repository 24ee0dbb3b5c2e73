import 'server-only';
import { cookies } from 'next/headers';
import NextAuth from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { authConfig } from './auth.config';
import { env } from './env';

/**
 * Auth.js mints the session cookie and takes it away; nothing else. Whoever calls `signIn` has already finished a
 * ceremony and opened a session row, and hands over its token. A token without a row opens nothing, so the provider has
 * nothing to verify. No `/api/auth` route is mounted: these functions are only reached from server actions.
 */
const auth = NextAuth(() => {
  const { secure, authSecrets } = env();
  return {
    ...authConfig(secure),
    secret: authSecrets,
    providers: [
      Credentials({
        id: 'session',
        credentials: { token: {} },
        authorize: ({ token }) => (typeof token === 'string' ? { id: token } : null),
      }),
    ],
    cookies: { ...authConfig(secure).cookies, callbackUrl: { name: CALLBACK_COOKIE } },
  };
});

/** Auth.js always sets this cookie; nothing reads it, so it is taken back at once. */
const CALLBACK_COOKIE = 'latchkey.callback';

/** Sets the session cookie for the session whose token this is. */
export async function setSessionCookie(token: string): Promise<void> {
  await auth.signIn('session', { token, redirect: false, redirectTo: '/account' });
  (await cookies()).delete(CALLBACK_COOKIE);
}

/** Takes the session cookie away. The row must have been ended before. */
export async function clearSessionCookie(): Promise<void> {
  await auth.signOut({ redirect: false, redirectTo: '/sign-in' });
  (await cookies()).delete(CALLBACK_COOKIE);
}
