import { query } from '../../test/query';
import type { Flows } from '../flows';
import { expectStatus, type Visitor } from '../visitor';

/** better-auth, asked as its own client asks. */
export function betterAuthFlows(databaseUrl: string, fetchLinks: () => Promise<string[]>): Flows {
  return {
    reset: fetchLinks,
    async insertAccounts(emails) {
      const statement = `insert into "user" (id, name, email, email_verified)
        select md5(email), email, email, true from unnest($1::text[]) as email`;
      await query(databaseUrl, statement, [emails]);
    },
    async signInPage(visitor) {
      expectStatus(await visitor.get('/sign-in'), 200);
    },
    async accountPage(visitor) {
      expectStatus(await visitor.get('/account'), 200);
    },
    async sessionCheck(visitor) {
      const answer = await visitor.get('/api/auth/get-session');
      if (!JSON.parse(answer.text)?.user) throw new Error('Nobody is signed in.');
    },
    async askForMail(visitor, email) {
      expectStatus(
        await post(visitor, '/api/auth/sign-in/magic-link', { email, callbackURL: '/account' }),
        200,
      );
    },
    // Its links do not say whom they are for, and are in the order in which they were asked for.
    mailedLinks: fetchLinks,
    async redeem(visitor, link) {
      const answer = await visitor.get(link);
      expectStatus(answer, 302);
      if (!answer.cookie.includes('session_token')) throw new Error(`No session: ${answer.headers.location}`);
    },
    async addPasskey(visitor, register) {
      const { text } = await visitor.get('/api/auth/passkey/generate-register-options');
      const response = await register(JSON.parse(text));
      expectStatus(await post(visitor, '/api/auth/passkey/verify-registration', { response }), 200);
    },
    async signInByPasskey(visitor, passkey) {
      const { text } = await visitor.get('/api/auth/passkey/generate-authenticate-options');
      const { clientExtensionResults, ...response } = passkey.authenticate(JSON.parse(text));
      expectStatus(await post(visitor, '/api/auth/passkey/verify-authentication', { response }), 200);
    },
  };
}

function post(visitor: Visitor, path: string, value: unknown) {
  return visitor.post(path, JSON.stringify(value), 'application/json');
}
