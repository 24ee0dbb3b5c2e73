import { describe, expect, test } from 'vitest';
import { locales } from '@/lib/messages/languages';
import { addresses, answers, code, everyMail, isFinal, notice, noticeSubjects } from '@/test/mails';
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

  test('lets no inbox read on from its preview into its body', async () => {
    const { html } = await renderMail(mail);
    const [, hidden = ''] = /<body[^>]*><div [^>]*display:none[^>]*>(.*?)<\/div>/.exec(html) ?? [];
    expect(hidden).toMatch(/^[^<]{4,90}?(\u034f\u200c\u00a0){100,}$/);
  });

  test('shows neither link, nor code, nor a name beside the subject', async () => {
    const { html } = await renderMail(mail);
    const preview = html.slice(html.indexOf('<body'), html.indexOf('<h1'));
    expect(preview).not.toMatch(/:\/\/|@|Ada|Keychain/);
    expect(preview).not.toContain(code);
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
      expect(form).toContain('22 November 2026 at 14:03 UTC');
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
      expect(form).toContain('This happened on 22 November 2026 at 14:03 UTC.');
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
    expect(text).toMatch(/works? until 14:13 UTC, once/);
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
  const { subject, html, text } = await renderMail({ ...answers.trial, appName: 'Fish & <Chips>' });
  expect(subject).toBe('A trial mail from Fish & <Chips>');
  expect(html).not.toContain('<Chips>');
  expect(text).toContain('to see whether mail arrives. Its links would lead to https://accounts.example.');
  expect(text).toContain('there is nothing to do');
  expect(text).not.toContain('You get this mail because');
});

test('who asked for a link in vain learns why', async () => {
  expect((await renderMail(answers.emailSignInOff)).text).toContain('turned off for your account');
  expect((await renderMail(answers.emailSignInPaused)).text).toContain("pressed “This wasn't me”");
});

describe.each(everyMail())('the mail "%s"', (_name, mail) => {
  test.each(locales)('says in which language it is, and is written from its side: %s', async (locale) => {
    const { subject, html, text } = await renderMail({ ...mail, locale });
    const dir = locale === 'ar' ? 'rtl' : 'ltr';
    const align = locale === 'ar' ? 'right' : 'left';
    expect(html).toContain(`<html lang="${locale}" dir="${dir}">`);
    expect(html).toMatch(new RegExp(`<table [^>]*lang="${locale}" dir="${dir}"`));
    expect(html).toContain(`style="text-align:${align}"`);
    expect(html).not.toMatch(new RegExp(`align(="|:)${align === 'left' ? 'right' : 'left'}`));
    expect(`${subject}${html}${text}`).not.toMatch(/mails\.|mailNotices\.|\{\w+|undefined/);
  });

  test('shares nothing with the same mail in another language but addresses and the code', async () => {
    const mails = await Promise.all(locales.map((locale) => renderMail({ ...mail, locale })));
    const lines = mails.map(({ subject, text }) => [subject, ...text.split('\n').filter(Boolean)]);
    const shared = lines[0]?.filter((line) => lines.slice(1).some((others) => others.includes(line)));
    const proofs = mails.map(({ text }) => text.match(/^(https:.*|\w{4}-\w{4})$/gm) ?? []);
    for (const proof of proofs) expect(proof).toEqual(shared);
    const hrefs = mails.map(({ html }) => html.match(/href="[^"]*"/g));
    for (const each of hrefs) expect(each).toEqual(hrefs[0]);
  });
});

test('what runs from left to right stays so within Arabic: codes, addresses, names', async () => {
  const { html, text, subject } = await renderMail({ ...answers.register, locale: 'ar' });
  expect(html).toMatch(/<p dir="ltr"[^>]*><a [^>]*>https:/);
  expect(html).toMatch(new RegExp(`<p dir="ltr"[^>]*>${code}</p>`));
  expect(text).toContain('\u2068Ada Lovelace\u2069');
  expect(subject).toContain('\u2068Latchkey\u2069');
});

test('dates and devices are put in the language of the mail, and the zone is named', async () => {
  const moments = { de: '22. November 2026 um 14:03 UTC', ar: '22 نوفمبر 2026 في 14:03 UTC' };
  const devices = { de: 'Chrome auf macOS', ar: '\u2068Chrome\u2069 على \u2068macOS\u2069' };
  for (const locale of ['de', 'ar'] as const) {
    const { text } = await renderMail({ ...answers.signIn, locale });
    expect(text).toContain(moments[locale]);
    expect(text).toContain(devices[locale]);
  }
});

function withoutTags(html: string) {
  return html.replace(/<[^>]*>/g, '');
}
