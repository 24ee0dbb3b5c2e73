import { type BuildAction, buildActions } from '../../e2e/build-actions';
import { formFields, optionsOf, resultOf } from '../../e2e/http-visitor';
import { untouched } from '../../lib/form-state';
import { query } from '../../test/query';
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
      expectCookie(await submit(visitor, '/sign-in', 'emailMeALink', { identifier: email }), 'link-request');
    },
    mailedLinks: (emails) => Promise.all(emails.map(mails.linkTo)),
    async redeem(visitor, link) {
      const page = await visitor.get(link);
      expectStatus(page, 200);
      const { token = '' } = formFields(page.text, 'Continue');
      expectCookie(await submit(visitor, link, 'openLink', { token }), 'session');
    },
    async addPasskey(visitor, register) {
      const path = '/account/passkeys';
      const options = resultOf(await submit(visitor, path, 'beginPasskey', {})).done.value;
      const response = await register(options);
      const answer = { challenge: options.challenge, response, to: path };
      expectStatus(await call(visitor, path, 'finishPasskey', answer), 200);
    },
    async signInByPasskey(visitor, passkey) {
      const options = optionsOf(await visitor.get('/sign-in/passkey-options'));
      const response = passkey.authenticate(options);
      const answer = { challenge: options.challenge, response, to: null };
      expectCookie(await call(visitor, '/sign-in', 'finishPasskeySignIn', answer), 'session');
    },
  };
}

/** A form's action, as the page's script calls it. */
function submit(visitor: Visitor, path: string, action: string, fields: Record<string, string>) {
  const named = Object.entries(fields).map(([name, value]) => [`_1_${name}`, value]);
  // The arguments come last, as React sends them.
  const parts = [...named, ['0', JSON.stringify([untouched, '$K1'])]].map(
    ([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const body = `${parts.join('')}--${BOUNDARY}--\r\n`;
  return visitor.post(path, body, `multipart/form-data; boundary=${BOUNDARY}`, {
    'next-action': actionOf(path, action),
  });
}

/** An action that a script calls with a value. */
function call(visitor: Visitor, path: string, action: string, ...values: unknown[]) {
  return visitor.post(path, JSON.stringify(values), 'text/plain;charset=UTF-8', {
    'next-action': actionOf(path, action),
  });
}

/** The id that the build gave to an action of a page. */
function actionOf(path: string, action: string): string {
  const { pathname } = new URL(path, 'http://localhost');
  const found = allActions().find(({ exportedName, page }) => exportedName === action && page === pathname);
  if (!found) throw new Error(`${pathname} has no action ${action}.`);
  return found.id;
}

/** Read once: reading must not be measured. */
function allActions(): BuildAction[] {
  actions ??= buildActions();
  return actions;
}

let actions: BuildAction[] | undefined;

/** Fails unless an action has set this cookie, as it does when all went well. */
function expectCookie({ cookie, text }: Sent, name: string): void {
  if (!cookie.includes(`latchkey.${name}=`)) throw new Error(`No ${name}:\n${text.slice(0, 2000)}`);
}

const BOUNDARY = '----WebKitFormBoundaryBenchBenchBench';

interface LatchkeyServices {
  databaseUrl: string;
  mails: MailSink;
  resetLimits(): Promise<void>;
}
