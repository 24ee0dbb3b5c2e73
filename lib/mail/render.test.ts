import { describe, expect, test } from 'vitest';
import { type Mail, renderMail } from './render';

const link =
  'https://accounts.example/sign-in/link?token=c2VsZWN0b3I.1.aGFsZi1hLWh1bmRyZWQtbGV0dGVycy1vZi1zZWNyZXQ';
const registerUrl = 'https://accounts.example/register';
const code = '7K3M-Q2XP';
const asking = {
  appName: 'Latchkey',
  device: 'Chrome on macOS',
  requestedAt: new Date('2026-11-22T14:03:59Z'),
};
const proof = { ...asking, link, code, expiresAt: new Date('2026-11-22T14:13:59Z') };

const signIn: Mail = { template: 'sign-in', ...proof };
const register: Mail = { template: 'register', name: 'Ada Lovelace', ...proof };
const existingAccount: Mail = { template: 'existing-account', ...proof };
const noAccount: Mail = { template: 'no-account', ...asking, registerUrl };

describe.each([
  { mail: signIn, address: link },
  { mail: register, address: link },
  { mail: existingAccount, address: link },
  { mail: noAccount, address: registerUrl },
])('the mail "$mail.template"', ({ mail, address }) => {
  test('leads to one address: by a button, written out, and once in the text', async () => {
    const { html, text } = await renderMail(mail);
    expect([...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1])).toEqual([address, address]);
    expect(html).toContain(`>${address}</a>`);
    expect(text.split('\n').filter((line) => line.includes('://'))).toEqual([address]);
  });

  test('names no other origin, and loads nothing', async () => {
    const { html, text } = await renderMail(mail);
    const origins = `${html}${text}`.match(/https?:\/\/[^/\s"<]+/g);
    expect(new Set(origins)).toEqual(new Set(['https://accounts.example']));
    expect(html).not.toMatch(/\ssrc=|background=|url\(|@import|<(link|img|script)\b/i);
  });

  test('says who asked, and when, in both forms', async () => {
    const { html, text } = await renderMail(mail);
    expect(text).toContain('Asked for from Chrome on macOS on 22 November 2026, 14:03 UTC.');
    expect(withoutTags(html)).toContain('Asked for from Chrome on macOS on 22 November 2026, 14:03 UTC.');
  });

  test('has a subject of one line, with the name of the application and without a secret', async () => {
    const { subject } = await renderMail(mail);
    expect(subject).toMatch(/^[ -~]*Latchkey[ -~]*$/);
    expect(subject).not.toContain(code);
  });

  test('is too small to be cut off (Gmail cuts at 102 kB)', async () => {
    expect(Buffer.byteLength((await renderMail(mail)).html)).toBeLessThan(16_000);
  });

  test('shouts no heading', async () => {
    expect((await renderMail(mail)).text).not.toMatch(/^[A-Z ]{8,}$/m);
  });
});

test.each([signIn, register, existingAccount])(
  '"$template" has the code once, alone on its line',
  async (mail) => {
    const { html, text } = await renderMail(mail);
    expect(html.split(code)).toHaveLength(2);
    expect(text.split('\n').filter((line) => line.includes(code))).toEqual([code]);
    expect(text).toContain('good until 14:13 UTC, once');
  },
);

test('what an inbox shows beside the subject holds neither link nor code', async () => {
  const { html } = await renderMail(signIn);
  const preview = html.slice(html.indexOf('<body'), html.indexOf('<h1'));
  expect(preview).not.toContain(code);
  expect(preview).not.toContain('://');
});

test('a person is greeted by name', async () => {
  const { html, text } = await renderMail({ ...register, name: "Zoë O'Connor-J.R. 李" });
  expect(text).toContain("Hello Zoë O'Connor-J.R. 李,");
  expect(html).toContain('Hello Zoë O&#x27;Connor-J.R. 李,');
});

test.each([
  '<b>Ada</b>',
  'Ada\r\nBcc: eve@evil.example',
  'Prizes at evil.example',
  'https://evil',
  'Call 0900 555 123',
])('a name that is no mere name is left out: %j', async (name) => {
  const { html, subject, text } = await renderMail({ ...register, name });
  expect(text).toContain('Hello,\n');
  expect(`${subject}${html}${text}`).not.toMatch(/<b>|evil|Bcc|0900/);
});

test('a browser or place that calls itself an address is not repeated', async () => {
  const { html } = await renderMail({
    ...signIn,
    device: 'evil.example on Linux',
    place: 'www.evil.example',
  });
  expect(withoutTags(html)).toContain('Asked for from an unknown browser on 22 November 2026');
  expect(html).not.toContain('evil');
});

test('the place is named where it is known', async () => {
  const { text } = await renderMail({ ...signIn, place: 'St. Gallen, Switzerland' });
  expect(text).toContain('Asked for from Chrome on macOS, St. Gallen, Switzerland, on 22 November 2026');
});

test('the name of the application is escaped too', async () => {
  const { html } = await renderMail({ ...signIn, appName: 'Fish & <Chips>' });
  expect(html).toContain('Sign in to Fish &amp; &lt;Chips&gt;');
  expect(html).not.toContain('<Chips>');
});

function withoutTags(html: string) {
  return html.replace(/<[^>]*>/g, '');
}
