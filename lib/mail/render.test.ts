import { describe, expect, test } from 'vitest';
import { addresses, answers, code, isFinal, notice, noticeSubjects } from '@/test/mails';
import { type Mail, renderMail } from './render';

const { link, register, recover, sessions, signIn, notMe } = addresses;

/** All but the operator's own: somebody asked for them, or something happened. */
type AskedMail = Exclude<Mail, { template: 'trial' }>;

const mails: { name: string; mail: AskedMail; buttons: string[]; links: string[] }[] = [
  ...[answers.signIn, answers.register, answers.existingAccount, answers.confirmEmail].map((mail) => ({
    name: mail.template,
    mail,
    buttons: [link],
    links: [link],
  })),
  { name: 'no-account', mail: answers.noAccount, buttons: [register], links: [register] },
  { name: 'step-up', mail: answers.stepUp, buttons: [], links: [sessions] },
  { name: 'email-sign-in-off', mail: answers.emailSignInOff, buttons: [recover], links: [recover] },
  { name: 'email sign-in paused', mail: answers.emailSignInPaused, buttons: [recover], links: [recover] },
  { name: 'email-already-used', mail: answers.emailAlreadyUsed, buttons: [], links: [] },
  { name: 'email left lately', mail: answers.emailLeft, buttons: [], links: [] },
  ...Object.values(noticeSubjects).map((about) => {
    const ready = about.event === 'recovery_ready' ? [signIn] : [];
    const links = isFinal(about) ? [] : [...ready, notMe];
    return { name: `notice: ${about.event}`, mail: notice(about), buttons: links, links };
  }),
];

describe.each(mails)('the mail "$name"', ({ mail, buttons, links }) => {
  test('leads where it should and nowhere else: by buttons, written out, and once in the text', async () => {
    const { html, text } = await renderMail(mail);
    const hrefs = [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1]);
    expect(hrefs.toSorted()).toEqual([...buttons, ...links].toSorted());
    for (const address of links) expect(html).toContain(`>${address}</a>`);
    expect(text.split('\n').filter((line) => line.includes('://'))).toEqual(links);
  });

  test('ML13: names no other origin, and loads nothing', async () => {
    const { html, text } = await renderMail(mail);
    const origins = `${html}${text}`.match(/https?:\/\/[^/\s"<]+/g) ?? [];
    expect(origins.filter((origin) => origin !== 'https://accounts.example')).toEqual([]);
    expect(html).not.toMatch(/\ssrc=|background=|url\(|@import|<(link|img|script)\b/i);
  });

  test('says whose address it is', async () => {
    const { text } = await renderMail(mail);
    expect(text).toMatch(
      /^You get this mail because your address (was entered at|belong(s|ed) to an account at) Latchkey\.$/m,
    );
  });

  test('ML13: has a subject of one line, with the name of the application and without a secret', async () => {
    const { subject } = await renderMail(mail);
    expect(subject).toMatch(/^[ -~]*Latchkey[ -~]*$/);
    expect(subject).not.toContain(code);
    expect(subject.length).toBeLessThan(70);
  });

  test('shows neither link, nor code, nor a name beside the subject', async () => {
    const { html } = await renderMail(mail);
    const preview = html.slice(html.indexOf('<body'), html.indexOf('<h1'));
    expect(preview).not.toMatch(/:\/\/|@|Ada|Keychain/);
    expect(preview).not.toContain(code);
  });

  test('is too small to be cut off (Gmail cuts at 102 kB)', async () => {
    expect(Buffer.byteLength((await renderMail(mail)).html)).toBeLessThan(16_000);
  });

  test('shouts no heading', async () => {
    expect((await renderMail(mail)).text).not.toMatch(/^[A-Z ]{8,}$/m);
  });

  test('escapes the name of the application', async () => {
    const { html } = await renderMail({ ...mail, appName: 'Fish & <Chips>' });
    expect(html).toContain('Fish &amp; &lt;Chips&gt;');
    expect(html).not.toContain('<Chips>');
  });
});

const operators = mails.filter(({ name }) => /operator|abled/.test(name));

describe.each(mails.filter((mail) => !operators.includes(mail)))('the mail "$name"', ({ mail }) => {
  test('says when, and from where, in both forms', async () => {
    const { html, text } = await renderMail(mail);
    for (const form of [text, withoutTags(html)]) {
      expect(form).toContain('22 November 2026, 14:03 UTC');
      expect(form).toContain('from Chrome on macOS');
    }
  });

  test('repeats no browser or place that calls itself an address', async () => {
    const { html } = await renderMail({
      ...mail,
      device: 'evil.example on Linux',
      place: 'www.evil.example',
    });
    expect(withoutTags(html)).toContain('from an unknown browser');
    expect(html).not.toContain('evil');
  });

  test('names the place where it is known', async () => {
    const { text } = await renderMail({ ...mail, place: 'St. Gallen, Switzerland' });
    expect(text).toContain('from Chrome on macOS, St. Gallen, Switzerland');
  });
});

test.each(operators)(
  'the mail "$name" says when, and that it was an operator, from no browser',
  async ({ mail }) => {
    const { html, text } = await renderMail(mail);
    for (const form of [text, withoutTags(html)]) {
      expect(form).toContain('An operator ');
      expect(form).toContain('This happened on 22 November 2026, 14:03 UTC.');
      expect(form).not.toMatch(/Chrome|this was you/);
    }
  },
);

test.each([answers.signIn, answers.register, answers.existingAccount, answers.confirmEmail, answers.stepUp])(
  '"$template" has the code once, alone on its line',
  async (mail) => {
    const { html, text } = await renderMail(mail);
    expect(html.split(code)).toHaveLength(2);
    expect(text.split('\n').filter((line) => line.includes(code))).toEqual([code]);
    expect(text).toContain('good until 14:13 UTC, once');
  },
);

describe.each([answers.register, answers.confirmEmail])('"$template"', (mail) => {
  test('greets by name', async () => {
    const { html, text } = await renderMail({ ...mail, name: "Zoë O'Connor-J.R. 李" });
    expect(text).toContain("Hello Zoë O'Connor-J.R. 李,");
    expect(html).toContain('Hello Zoë O&#x27;Connor-J.R. 李,');
  });

  test.each([
    '<b>Ada</b>',
    'Ada\r\nBcc: eve@evil.example',
    'Prizes at evil.example',
    'https://evil',
    'Call 0900 555 123',
  ])('leaves out what is no mere name: %j', async (name) => {
    const { html, subject, text } = await renderMail({ ...mail, name });
    expect(text).toContain('Hello,\n');
    expect(`${subject}${html}${text}`).not.toMatch(/<b>|evil|Bcc|0900/);
  });
});

test('a trial mail says what it is, and whose', async () => {
  const mail = { template: 'trial', appName: 'Fish & <Chips>', origin: 'https://accounts.example' } as const;
  const { subject, html, text } = await renderMail(mail);
  expect(subject).toBe('A trial mail from Fish & <Chips>');
  expect(html).not.toContain('<Chips>');
  expect(text).toContain('to see whether mail arrives. Its links would lead to https://accounts.example.');
  expect(text).toContain('there is nothing to do');
  expect(text).not.toContain('You get this mail because');
});

test('who asked for a link in vain learns why', async () => {
  expect((await renderMail(answers.emailSignInOff)).text).toContain('switched off for your account');
  expect((await renderMail(answers.emailSignInPaused)).text).toContain("pressed “This wasn't me”");
});

function withoutTags(html: string) {
  return html.replace(/<[^>]*>/g, '');
}
