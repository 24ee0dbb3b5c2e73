import { expect } from '@playwright/test';
import { createAuthenticator } from '../test/software-authenticator';
import { insertAccount } from './accounts';
import { type Answer, type HttpVisitor, openVisitor, optionsOf, resultOf } from './http-visitor';
import { type Person, somebody } from './steps';

/**
 * An application with people who are in the middle of everything: what they do next is known beforehand, so that it can be
 * done while a service is down.
 */
export async function openStage({ name, url, storesIn, mailsTo }: Setting) {
  const [owner, holder] = await Promise.all([signIn(), signIn()]);
  const authenticator = createAuthenticator();
  await register(holder.visitor);
  const save = await owner.visitor.form('/account/profile', 'Save');
  const changeEmail = await owner.visitor.form('/account/profile', 'Change email');
  const createCodes = await owner.visitor.form('/account/security', 'Create recovery codes');

  async function signIn() {
    const { person, visitor, code } = await askForMail();
    const enter = await visitor.form('/sign-in/check-email', 'Continue');
    expect((await enter({ code })).status).toBe(303);
    return { person, visitor };
  }

  async function askForMail() {
    const person = somebody();
    await insertAccount(person);
    const visitor = await openVisitor(url);
    const ask = await visitor.form('/sign-in', 'Email me a link');
    expect((await ask({ identifier: person.email })).status).toBe(303);
    return { person, visitor, ...(await proofFor(person)) };
  }

  async function proofFor({ email }: Person) {
    let text = '';
    await expect(async () => {
      [text = ''] = await mailsTo(email);
      expect(text).toContain('/sign-in/link');
    }).toPass();
    const [link = ''] = /\/sign-in\/link\?token=[\w.~-]+/.exec(text) ?? [];
    const [code = ''] = /(?<![\w-])[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}(?![\w-])/.exec(text) ?? [];
    return { link, code };
  }

  async function register(visitor: HttpVisitor) {
    const options = resultOf(await visitor.submit('/account/passkeys', 'beginPasskey')).done.value;
    const { challenge } = options;
    const response = authenticator.register(options, { clientData: { origin: url } });
    const answer = { challenge, response, to: '/account/passkeys' };
    const { headers } = await visitor.call('/account/passkeys', 'finishPasskey', answer);
    expect(headers['x-action-redirect']).toContain('passkey-created');
  }

  async function beginPasskeySignIn(visitor: HttpVisitor) {
    const options = optionsOf(await visitor.get('/sign-in/passkey-options'));
    const response = authenticator.authenticate(options, { clientData: { origin: url } });
    return { challenge: options.challenge, response, to: null };
  }

  /** What happens next. */
  async function prepare() {
    const [anyone, passkey, byLink, byCode, leaver] = await Promise.all([
      openVisitor(url),
      openVisitor(url),
      askForMail(),
      askForMail(),
      signIn(),
    ]);
    const [ask, create, recover, answer, open, enter, leave] = await Promise.all([
      anyone.form('/sign-in', 'Email me a link'),
      anyone.form('/register', 'Create account'),
      anyone.form('/sign-in/recover', 'Continue'),
      beginPasskeySignIn(passkey),
      byLink.visitor.form(byLink.link, 'Continue'),
      byCode.visitor.form('/sign-in/check-email', 'Continue'),
      leaver.visitor.form('/account', 'Sign out'),
    ]);
    const [known, unknown] = [somebody(), somebody()];
    const get = (path: string) => () => owner.visitor.get(path);

    const flows: Flow[] = [
      { name: 'the sign-in page', needs: [], run: () => anyone.get('/sign-in') },
      { name: 'the registration page', needs: [], run: () => anyone.get('/register') },
      {
        name: 'asking for a mail',
        needs: ['store', 'database'],
        run: () => ask({ identifier: known.email }),
      },
      { name: 'registering', needs: ['store', 'database'], run: () => create(unknown) },
      {
        name: 'a recovery code',
        needs: ['store', 'database'],
        run: () => recover({ identifier: known.email, code: RECOVERY_CODE, way: 'code' }),
      },
      { name: 'the waiting tab', needs: ['store'], run: () => byCode.visitor.get('/sign-in/check-email') },
      {
        name: 'its question',
        needs: ['store'],
        run: () => byCode.visitor.get('/sign-in/check-email/status?mail'),
      },
      { name: 'the page of the link', needs: ['store'], run: () => byLink.visitor.get(byLink.link) },
      { name: 'the link', needs: ['store', 'database'], run: () => open() },
      { name: 'the code', needs: ['store', 'database'], run: () => enter({ code: byCode.code }) },
      {
        name: 'beginning with a passkey',
        needs: ['store'],
        run: () => anyone.get('/sign-in/passkey-options'),
      },
      {
        name: 'finishing with a passkey',
        needs: ['store', 'database'],
        run: () => passkey.call('/sign-in', 'finishPasskeySignIn', answer),
      },
      ...['', '/passkeys', '/sessions', '/profile', '/security', '/activity', '/data', '/data/download'].map(
        (part): Flow => ({ name: `/account${part}`, needs: ['database'], run: get(`/account${part}`) }),
      ),
      { name: 'saving names', needs: ['database'], run: () => save(owner.person) },
      {
        name: 'a new address',
        needs: ['store', 'database'],
        run: () => changeEmail({ email: unknown.email }),
      },
      { name: 'recovery codes', needs: ['store', 'database'], run: () => createCodes() },
      {
        name: 'beginning a passkey',
        needs: ['store', 'database'],
        run: () => owner.visitor.submit('/account/passkeys', 'beginPasskey'),
      },
      {
        name: 'confirming who it is',
        needs: ['store', 'database'],
        run: () => owner.visitor.call('/account/passkeys', 'beginStepUp'),
      },
      { name: 'signing out', needs: ['database'], run: () => leave() },
    ];

    /** Once all is well again: nobody was signed in or out, no mail went out, and the good code is still good. */
    async function expectNothingLost(broken: Service, forgotten: boolean) {
      const usedUp = broken === 'database' && storesIn === 'store';
      expect(await mailsTo(unknown.email)).toEqual([]);
      for (const { visitor } of [byLink, byCode, { visitor: passkey }]) {
        expect((await visitor.cookies()).map((cookie) => cookie.name)).not.toContain('latchkey.session');
      }
      const left = (await leaver.visitor.cookies()).every(({ name }) => name !== 'latchkey.session');
      expect(left).toBe(broken === 'store' && storesIn === 'store');
      await expect(async () => {
        expect((await owner.visitor.get('/account')).status).toBe(200);
      }).toPass();
      // A proof that was right is spent by a database that fails just then; else only a store that forgets loses it.
      const gone = usedUp || forgotten;
      const tries = gone ? [] : ['0000-0000', '0000-0001', '0000-0002', '0000-0003'];
      for (const code of tries) expect((await enter({ code })).status).toBe(422);
      expect((await enter({ code: byCode.code })).status).toBe(gone ? 410 : 303);
      const visitors = [anyone, passkey, byLink.visitor, byCode.visitor, leaver.visitor];
      await Promise.all(visitors.map((visitor) => visitor.close()));
    }

    return { flows, expectNothingLost };
  }

  return {
    name,
    storesIn,
    prepare,

    /** Somebody with the code from the mail before them. */
    async waitForCode() {
      const { visitor, code } = await askForMail();
      const send = await visitor.form('/sign-in/check-email', 'Continue');
      return {
        code,
        enter: (typed: string) => send({ code: typed }),
        isSignedIn: async () => (await visitor.get('/account')).status === 200,
      };
    },

    /** Somebody who asks for a mail just when something fails. */
    async ask(fail: () => void) {
      const person = somebody();
      await insertAccount(person);
      const visitor = await openVisitor(url);
      const ask = await visitor.form('/sign-in', 'Email me a link');
      fail();
      return {
        answer: await ask({ identifier: person.email }),
        expectTold: () =>
          expect(async () => {
            const { text } = await visitor.get('/sign-in/check-email/status?mail');
            expect(JSON.parse(text)).toEqual({ signedIn: false, mailFailed: true });
          }).toPass({ timeout: 30_000 }),
        again: async () => (await visitor.form('/sign-in/check-email', 'Send again'))(),
        expectOneMail: () => expect.poll(async () => (await mailsTo(person.email)).length).toBe(1),
      };
    },
  };
}

const RECOVERY_CODE = 'ZZZZ-ZZZZ-ZZZZ-ZZZZ';

interface Setting {
  name: string;
  url: string;
  /** Where what expires is kept. */
  storesIn: Service;
  /** The texts of the mails to an address. */
  mailsTo(address: string): Promise<string[]>;
}

export type Service = 'database' | 'store';

/** Something that a person does, and what it takes. */
export interface Flow {
  name: string;
  needs: Service[];
  run(): Promise<Answer>;
}

export type Stage = Awaited<ReturnType<typeof openStage>>;
