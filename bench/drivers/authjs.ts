import { query } from '../../test/query';
import type { Flows } from '../flows';
import { expectStatus, type Visitor } from '../visitor';

/** Auth.js, asked as its own client asks: which providers there are, a token against forgery, and then for what it is about. */
export function authjsFlows(databaseUrl: string, fetchLinks: () => Promise<string[]>): Flows {
  return {
    reset: fetchLinks,
    async insertAccounts(emails) {
      const statement = `insert into "user" (id, email, "emailVerified")
        select md5(email), email, now() from unnest($1::text[]) as email`;
      await query(databaseUrl, statement, [emails]);
    },
    async signInPage(visitor) {
      expectStatus(await visitor.get('/sign-in'), 200);
    },
    async accountPage(visitor) {
      expectStatus(await visitor.get('/account'), 200);
    },
    async sessionCheck(visitor) {
      const answer = await visitor.get('/api/auth/session');
      if (!JSON.parse(answer.text)?.user) throw new Error('Nobody is signed in.');
    },
    async askForMail(visitor, email) {
      expectStatus(
        await post(visitor, '/api/auth/signin/nodemailer', { email, callbackUrl: '/account' }),
        200,
      );
    },
    async mailedLinks(emails) {
      const links = (await fetchLinks()).map((link) => [new URL(link).searchParams.get('email'), link]);
      const byEmail = new Map(links as [string, string][]);
      return emails.map((email) => String(byEmail.get(email)));
    },
    async redeem(visitor, link) {
      const answer = await visitor.get(link);
      expectStatus(answer, 302);
      if (!answer.cookie.includes('session-token')) throw new Error(`No session: ${answer.headers.location}`);
    },
    async addPasskey(visitor, register) {
      const { text } = await visitor.get('/api/auth/webauthn-options/passkey?action=register');
      const data = JSON.stringify(await register(JSON.parse(text).options));
      await callback(visitor, { action: 'register', data });
    },
    async signInByPasskey(visitor, passkey) {
      await visitor.get('/api/auth/providers');
      const { text } = await visitor.get('/api/auth/webauthn-options/passkey?action=authenticate');
      const data = JSON.stringify(passkey.authenticate(JSON.parse(text).options));
      await callback(visitor, { action: 'authenticate', data });
    },
  };
}

async function callback(visitor: Visitor, fields: Record<string, string>) {
  const answer = await post(visitor, '/api/auth/callback/passkey', fields);
  expectStatus(answer, 200);
  if (!answer.cookie.includes('session-token')) throw new Error(`No session: ${answer.text}`);
}

async function post(visitor: Visitor, path: string, fields: Record<string, string>) {
  const { csrfToken } = JSON.parse((await visitor.get('/api/auth/csrf')).text);
  const body = new URLSearchParams({ ...fields, csrfToken }).toString();
  return visitor.post(path, body, 'application/x-www-form-urlencoded', { 'x-auth-return-redirect': '1' });
}
