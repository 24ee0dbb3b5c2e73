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
  const { status, stdout, stderr } = await accounts(['sign-in-link', user.id, '--json']);
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('add --yes') });
  expect(JSON.parse(stdout)).toEqual({ done: false, why: 'no_terminal' });
  expect(await eventsOf(user.id)).toEqual([]);
});

test.each([
  [[], 'There is no command.'],
  [['constructor', 'ada'], 'There is no command "constructor".'],
  [['show'], 'show needs to know whose account.'],
  [['show', 'ada', 'lovelace'], '"lovelace" is one word too many. Put what has spaces in quotes.'],
  [['end-all-sessions', 'ada'], '"ada" is one word too many. Put what has spaces in quotes.'],
  [['enable', 'ada', '--reason', 'x'], '--reason goes with disable alone.'],
  [['disable', 'ada', '--reason', ''], '--reason takes one line of 1 to 200 characters.'],
  [['disable', 'ada', '--reason', 'two\nlines'], '--reason takes one line of 1 to 200 characters.'],
  [['disable', 'ada', '--resaon', 'x'], "Unknown option '--resaon'."],
])('what is not understood is said, above the usage: %j', { timeout: PATIENCE }, async (args, sentence) => {
  const { status, stdout, stderr } = await accounts(args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr.split('\n\n')[0]).toBe(sentence);
  expect(stderr).toContain('\n\nUsage: npm run accounts');
});

test('help is an answer, and a misunderstanding one in JSON too', { timeout: PATIENCE }, async () => {
  const help = await accounts(['--help']);
  expect(help).toEqual({ status: 0, stdout: expect.stringMatching(/^Usage: npm run accounts/), stderr: '' });
  const { status, stdout } = await accounts(['shwo', 'ada', '--json']);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '{"done":false,"why":"not_understood"}\n' });
});

test('services and a configuration that fail are told, without what they hold', {
  timeout: PATIENCE,
}, async () => {
  const unreachable = { DATABASE_URL: 'postgres://ada:geheim@127.0.0.1:9/x' };
  const down = await accounts(['show', 'ada@example.com', '--json'], unreachable);
  expect(down.status).toBe(1);
  expect(down.stderr).toMatch(
    /^Postgres or the ephemeral store did not answer, or refused: .+\. npm run doctor says more\.$/m,
  );
  expect(JSON.parse(down.stdout)).toEqual({ done: false, why: 'unavailable' });
  expect(`${down.stdout}${down.stderr}`).not.toMatch(/geheim|ada@/);
  const unfit = await accounts(['show', 'ada', '--json'], { AUTH_SECRET: '', MAIL_FROM: '' });
  expect(unfit.status).toBe(1);
  expect(unfit.stderr).toMatch(/AUTH_SECRET is missing.*MAIL_FROM is missing/s);
  expect(JSON.parse(unfit.stdout)).toEqual({ done: false, why: 'unfit_configuration' });
});
