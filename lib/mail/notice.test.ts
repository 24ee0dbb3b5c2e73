import { expect, test } from 'vitest';
import { policy } from '@/lib/policy';
import { addresses, isFinal, notice, noticeSubjects } from '@/test/mails';
import { renderMail } from './render';

const everyNotice = Object.values(noticeSubjects);
const undoable = everyNotice.filter((about) => !isFinal(about));

test.each(undoable)(
  '$event: "This wasn\'t me" is a button, and what it does and how long is told',
  async (about) => {
    const { html, text } = await renderMail(notice(about));
    expect(buttons(html)).toContainEqual([addresses.notMe, "This wasn't me"]);
    expect(text).toMatch(/^This (removes|ends|stops|takes|makes|cancels) .+\./m);
    expect(text).toContain('Nothing happens until you confirm it on the page that opens.');
    expect(text).toContain(`works for ${policy.notMe / 86_400} days, once`);
  },
);

test.each([
  ['passkey', 'with a passkey'],
  ['email', 'by email'],
  ['recovery', 'recovered your account'],
  ['operator', 'with a link from an operator'],
] as const)('a sign-in says how it was done: %s', async (method, words) => {
  for (const known of [true, false]) {
    const { text } = await renderMail(notice({ event: 'signed_in', method, known }));
    expect(text).toContain(words);
    expect(text.includes('The browser is new to your account.')).toBe(!known);
  }
});

test('a sign-in with a recovery code tells of the code and of the browser', async () => {
  const { text } = await renderMail(notice({ event: 'recovery_code_used', known: false }));
  expect(text).toContain('with a recovery code. That code no longer works. The browser is new');
});

test.each(everyNotice)('$event: where nothing can be undone, it says what else to do', async (about) => {
  const { html, text } = await renderMail(notice(about, { notMeUrl: null }));
  expect(`${html}${text}`).not.toMatch(/wasn|not-me|until you confirm/);
  expect(text).toMatch(
    /If it was not, (sign in|somebody)|If not, and you do not know why, ask those who run Latchkey/,
  );
});

test.each(everyNotice)('$event: every sentence is whole', async (about) => {
  const { text } = await renderMail(notice(about));
  expect(text).not.toMatch(/undefined|null|\[object|\.\.|,,| {2}|\s[.,]/);
});

test('no two events have the same subject', async () => {
  const subjects = await Promise.all(
    everyNotice.map(async (about) => (await renderMail(notice(about))).subject),
  );
  expect(new Set(subjects).size).toBe(everyNotice.length);
});

test('a recovery that is ready is for signing in first', async () => {
  const { html } = await renderMail(notice(noticeSubjects.recovery_ready));
  expect(buttons(html).map(([href]) => href)).toEqual([addresses.signIn, addresses.notMe]);
});

test.each([
  ['Ada’s MacBook (2021)', 'The passkey “Ada’s MacBook (2021)” was added'],
  ['🔑 Ada’s key', 'The passkey “🔑 Ada’s key” was added'],
  ['👩🏽‍💻 ❤️ 🇨🇭 ☂', 'The passkey “👩🏽‍💻 ❤️ 🇨🇭 ☂” was added'],
  ['مفتاح أدا 🔐', 'The passkey “مفتاح أدا 🔐” was added'],
  ['🔑 evil.example', 'A passkey was added'],
  ['☎️ 0️⃣9️⃣0️⃣0️⃣5️⃣5️⃣5️⃣', 'A passkey was added'],
  ['\u202Eelpmaxe', 'A passkey was added'],
  ['evil\u200D\u200D', 'A passkey was added'],
  ['https://evil.example/win', 'A passkey was added'],
  ['evil.example', 'A passkey was added'],
  ['<img src=x onerror=alert(1)>', 'A passkey was added'],
  ['Key\r\nBcc: eve@evil.example', 'A passkey was added'],
  ['Call 0900 555 123', 'A passkey was added'],
])('a passkey named %j is told as it may be', async (passkey, sentence) => {
  const { subject, html, text } = await renderMail(notice({ event: 'passkey_added', passkey }));
  expect(text).toContain(sentence);
  expect(`${subject}${html}${text}`).not.toMatch(/evil|onerror|Bcc|0900|9️⃣|\u202E/);
});

test.each([
  'ada.new@example.com',
  'www.evil.example/win?id=1@example.com',
  '0900555123@example.com',
  "o'brien&co@xn--bcher-kva.example",
])('an address can be read and is no link: %s', async (newEmail) => {
  for (const recipient of ['old', 'new'] as const) {
    const { subject, html, text } = await renderMail(
      notice(
        { event: 'email_changed', oldEmail: 'ada@example.com', newEmail, recipient },
        { notMeUrl: null },
      ),
    );
    expect(text.replaceAll('\u2060', '')).toContain(`is now ${newEmail}. Before, it was ada@example.com.`);
    for (const form of [text, withoutTags(html)]) {
      expect(form.slice(form.indexOf('is now'), form.indexOf('This happened'))).not.toMatch(
        /\w[@./?-]\w|\d\d/,
      );
    }
    expect(subject).not.toContain('@');
    expect(html).not.toContain('href');
  }
});

test('a footer tells an address that belongs to the account from one that did', async () => {
  const changed = (recipient: 'old' | 'new') =>
    renderMail(notice({ ...noticeSubjects.email_changed, recipient }));
  expect((await changed('new')).text).toContain('your address belongs to an account');
  expect((await changed('old')).text).toContain('your address belonged to an account');
  expect((await renderMail(notice(noticeSubjects.account_deleted))).text).toContain('your address belonged');
});

/** Address and label of each button, in order. */
function buttons(html: string) {
  return [...html.matchAll(/<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/gs)]
    .map(([, href, label]) => [
      href,
      withoutTags(label ?? '')
        .replace(/&#\d+;|\u200a|\u200b/g, '')
        .trim(),
    ])
    .filter(([href, label]) => href !== label);
}

function withoutTags(html: string) {
  return html
    .replace(/<!--.*?-->/gs, '')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&#x27;', "'");
}
