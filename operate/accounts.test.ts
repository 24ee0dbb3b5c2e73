import { afterAll, expect, test } from 'vitest';
import { inspectOperatorLink } from '@/lib/operator/link';
import { accounts } from '@/test/accounts-command';
import { startInbox } from '@/test/inbox';
import { insertPerson } from '@/test/people';
import { eventsOf } from '@/test/recoveries';

// Each start of the command takes seconds on a busy machine: what it does is in account-commands.test.ts.
const PATIENCE = 240_000;

const inbox = await startInbox();
afterAll(inbox.close);

test('it does what it is asked to, and answers in JSON alone', { timeout: PATIENCE }, async () => {
  const { user } = await insertPerson();
  const options = ['--yes', '--json', '--by', 'grace', '--reason', 'Asked for by phone'];
  const disabled = await accounts(['disable', user.email, ...options]);
  expect(disabled).toEqual({ status: 0, stdout: '{"done":true,"told":true}\n', stderr: '' });
  expect((await eventsOf(user.id)).at(-1)).toMatchObject({
    type: 'account_disabled',
    details: { by: 'grace', reason: 'Asked for by phone' },
  });
  expect(await inbox.mailsTo(user.email)).toHaveLength(1);
  const again = await accounts(['disable', user.email, '--yes']);
  expect(again).toEqual({ status: 1, stdout: '', stderr: 'It is disabled already.\n' });
});

test('a link to sign in with is printed, and works', { timeout: PATIENCE }, async () => {
  const { user } = await insertPerson();
  const { status, stdout, stderr } = await accounts(['sign-in-link', user.username, '--yes']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const [, token] = /^http:\/\/localhost:3000\/sign-in\/operator\?token=([\w-]{43})$/m.exec(stdout) ?? [];
  expect(await inspectOperatorLink(token)).toMatchObject({ state: 'open' });
});

test('what asks first does nothing where there is nobody to ask', { timeout: PATIENCE }, async () => {
  const { user } = await insertPerson();
  const { status, stderr } = await accounts(['sign-in-link', user.id]);
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('add --yes') });
  expect(await eventsOf(user.id)).toEqual([]);
});

test.each([[[]], [['constructor', 'ada']], [['disable', 'ada', '--reason', 'two\nlines']]])(
  'what is no command is answered with the usage: %j',
  { timeout: PATIENCE },
  async (args) => {
    const { status, stdout, stderr } = await accounts(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^Usage: npm run accounts/);
  },
);

test('services and a configuration that fail are told, without what they hold', {
  timeout: PATIENCE,
}, async () => {
  const unreachable = { DATABASE_URL: 'postgres://ada:geheim@127.0.0.1:9/x' };
  const down = await accounts(['show', 'ada@example.com'], unreachable);
  expect(down.status).toBe(1);
  expect(down.stderr).toMatch(/^Postgres or the ephemeral store does not answer/);
  expect(`${down.stdout}${down.stderr}`).not.toMatch(/geheim|ada@/);
  const unfit = await accounts(['show', 'ada'], { AUTH_SECRET: '', MAIL_FROM: '' });
  expect(unfit.status).toBe(1);
  expect(unfit.stderr).toMatch(/AUTH_SECRET is missing.*MAIL_FROM is missing/s);
});
