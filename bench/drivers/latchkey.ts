import { formFields, optionsOf, resultOf } from '../../e2e/http-visitor';
import { query } from '../../test/query';
import { type ActionCall, formCall, scriptCall } from '../action-calls';
import type { Sent } from '../clock';
import type { Flows } from '../flows';
import type { MailSink } from '../mail-sink';
import { expectStatus, type Visitor } from '../visitor';

/** Latchkey, asked as its pages ask: forms and scripts both call server actions, known by the build's manifest. */
export function latchkeyFlows({ databaseUrl, mails, resetLimits }: LatchkeyServices): Flows {
  return {
    async reset() {
      mails.forget();
      await resetLimits();
    },
    async insertAccounts(emails) {
      const statement = `insert into users (user_handle, name, username, email)
        select decode(repeat(md5(email), 4), 'hex'), 'Ada', left(split_part(email, '@', 1), 32), email
        from unnest($1::text[]) as email`;
      await query(databaseUrl, statement, [emails]);
    },
    async signInPage(visitor) {
      expectStatus(await visitor.get('/sign-in'), 200);
    },
    async accountPage(visitor) {
      expectStatus(await visitor.get('/account'), 200);
    },
    // What the waiting tab asks.
    async sessionCheck(visitor) {
      const answer = await visitor.get('/sign-in/check-email/status');
      if (!JSON.parse(answer.text).signedIn) throw new Error('Nobody is signed in.');
    },
    async askForMail(visitor, email) {
      expectCookie(
        await send(visitor, '/sign-in', formCall('/sign-in', 'emailMeALink', { identifier: email })),
        'link-request',
      );
    },
    mailedLinks: (emails) => Promise.all(emails.map(mails.linkTo)),
    async redeem(visitor, link) {
      const page = await visitor.get(link);
      expectStatus(page, 200);
      const { token = '' } = formFields(page.text, 'Continue');
      expectCookie(await send(visitor, link, formCall(link, 'openLink', { token })), 'session');
    },
    async addPasskey(visitor, register) {
      const path = '/account/passkeys';
      const options = resultOf(await send(visitor, path, formCall(path, 'beginPasskey', {}))).done.value;
      const response = await register(options);
      const answer = { challenge: options.challenge, response, to: path };
      expectStatus(await send(visitor, path, scriptCall(path, 'finishPasskey', answer)), 200);
    },
    async signInByPasskey(visitor, passkey) {
      const options = optionsOf(await visitor.get('/sign-in/passkey-options'));
      const response = passkey.authenticate(options);
      const answer = { challenge: options.challenge, response, to: null };
      expectCookie(
        await send(visitor, '/sign-in', scriptCall('/sign-in', 'finishPasskeySignIn', answer)),
        'session',
      );
    },
  };
}

function send(visitor: Visitor, path: string, { headers, body }: ActionCall) {
  const { 'content-type': type, ...rest } = headers;
  return visitor.post(path, body, type, rest);
}

/** Fails unless an action has set this cookie, as it does when all went well. */
function expectCookie({ cookie, text }: Sent, name: string): void {
  if (!cookie.includes(`latchkey.${name}=`)) throw new Error(`No ${name}:\n${text.slice(0, 2000)}`);
}

interface LatchkeyServices {
  databaseUrl: string;
  mails: MailSink;
  resetLimits(): Promise<void>;
}
