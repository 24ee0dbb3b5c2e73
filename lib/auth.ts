import 'server-only';
import { cookies } from 'next/headers';
import { authConfig } from './auth.config';
import { env } from './env';
import { policy } from './policy';
import { seal, unseal } from './sealing';
import { sessionCookie } from './session-cookie';

/**
 * Auth.js mints the session cookie and takes it away; nothing else. Whoever calls `signIn` has already finished a
 * ceremony and opened a session row, and hands over its token. A token without a row opens nothing, so the provider has
 * nothing to verify. No `/api/auth` route is mounted: these functions are only reached from server actions.
 *
 * Loaded when a cookie is minted or taken away: most pages and actions only read it.
 */
async function authJs() {
  const [{ default: NextAuth }, { default: Credentials }] = await Promise.all([
    import('next-auth'),
    import('next-auth/providers/credentials'),
  ]);
  const { secure, authSecret, authSecrets } = env();
  return NextAuth({
    ...authConfig(secure),
    secret: authSecrets,
    jwt: {
      encode: ({ token = {}, salt, maxAge = policy.session.lifetime }) =>
        seal(token, { secret: authSecret, purpose: salt, seconds: maxAge }),
      decode: ({ token, salt }) => (token ? unseal(token, { secrets: authSecrets, purpose: salt }) : null),
    },
    providers: [
      Credentials({
        id: 'session',
        credentials: { token: {} },
        authorize: ({ token }) => (typeof token === 'string' ? { id: token } : null),
      }),
    ],
    cookies: { ...authConfig(secure).cookies, callbackUrl: callbackCookie(secure) },
  });
}

let loaded: ReturnType<typeof authJs> | undefined;

function auth(): ReturnType<typeof authJs> {
  loaded ??= authJs();
  return loaded;
}

/** Sets the session cookie for the session whose token this is. */
export async function setSessionCookie(token: string): Promise<void> {
  await (await auth()).signIn('session', { token, redirect: false, redirectTo: '/account' });
  await dropCallbackCookie();
}

/** Takes the session cookie away. The row must have been ended before. */
export async function clearSessionCookie(): Promise<void> {
  await (await auth()).signOut({ redirect: false, redirectTo: '/sign-in' });
  await dropCallbackCookie();
}

/** Auth.js always sets this cookie; nothing reads it, so it is taken back at once. */
async function dropCallbackCookie(): Promise<void> {
  const { name, options } = callbackCookie(env().secure);
  (await cookies()).set(name, '', { ...options, maxAge: 0 });
}

function callbackCookie(secure: boolean) {
  const { name, options } = sessionCookie(secure);
  return { name: name.replace('session', 'callback'), options };
}
