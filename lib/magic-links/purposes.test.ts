import { afterAll, expect, test } from 'vitest';
import { openSessionByEmail } from '@/db/session-opening';
import { findSession } from '@/db/sessions';
import { policy } from '@/lib/policy';
import { startInbox } from '@/test/inbox';
import {
  ask,
  askToSignIn,
  type Browser,
  countSessions,
  enterCode,
  latestProof,
  letPass,
  newBrowser,
  openLink,
  refusalOf,
} from '@/test/link-journey';
import { insertPerson, newOpening } from '@/test/people';
import { inspectLink, proveByCode, proveByLink } from './prove';
import { requestConfirmation } from './request-confirmation';

const inbox = await startInbox();
afterAll(inbox.close);

test('a code that confirms proves its mailbox, once', async () => {
  const { user, browser, code } = await someoneToConfirm();
  expect(await proveByCode(code, { ...browser }, 'confirmation')).toMatchObject({
    account: { userId: user.id, email: user.email },
  });
  expect(await refusalOf(proveByCode(code, browser, 'confirmation'))).not.toBeNull();
});

test('the mail that confirms holds a code and no link, and names the browser that asked', async () => {
  const { user } = await someoneToConfirm();
  const mail = (await inbox.mailsTo(user.email)).at(-1);
  expect(mail?.text).not.toContain('token=');
  expect(mail?.text).toContain('Chrome on macOS');
});

test('a code that confirms signs nobody in, and is good afterwards', async () => {
  const { user, browser, code } = await someoneToConfirm();
  const before = await countSessions(user.id);
  expect(await refusalOf(enterCode({ ...browser }, code))).toBe('ask_again');
  expect(await countSessions(user.id)).toBe(before);
  await proveByCode(code, browser, 'confirmation');
});

test('what signs in confirms nothing and changes no address, and is good afterwards', async () => {
  const { user } = await insertPerson();
  const browser = newBrowser();
  await askToSignIn(browser, user.email);
  const { token, code } = await latestProof(inbox, user.email);
  for (const purpose of ['confirmation', 'email-change'] as const) {
    expect(await refusalOf(proveByCode(code, { ...browser }, purpose))).toBe('ask_again');
    expect(await refusalOf(proveByLink(token, browser, purpose))).toBe('link_elsewhere');
    expect(await refusalOf(inspectLink(token, browser, purpose))).toBe('link_elsewhere');
  }
  expect((await openLink(browser, token)).user.id).toBe(user.id);
});

test('whoever asks for a code too soon is told so: the mailbox is their own', async () => {
  const { signedIn, browser } = await someoneToConfirm();
  const again = () => ask(browser, (asking) => requestConfirmation(signedIn, asking));
  expect(await refusalOf(again())).toBe('too_early');
  await letPass(61, 'mails-per-mailbox');
  expect(await refusalOf(again())).toBeNull();
});

/** Somebody signed in who has asked for a code, and the code. */
async function someoneToConfirm() {
  const { user } = await insertPerson();
  const opening = newOpening();
  await openSessionByEmail(user.id, user.email, opening);
  const signedIn = await findSession(opening.tokenHash, policy.session);
  if (!signedIn) throw new Error('No session was opened');
  const browser: Browser = newBrowser();
  await ask(browser, (asking) => requestConfirmation(signedIn, asking));
  const mail = (await inbox.mailsTo(user.email)).at(-1);
  const [, code = ''] = /^(\w{4}-\w{4})$/m.exec(mail?.text ?? '') ?? [];
  return { user, signedIn, browser, code };
}
