import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openInbox } from './inbox.mjs';
import { freePort } from './ports.mjs';

let folder: string;
let inbox: Awaited<ReturnType<typeof openInbox>>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-inbox-'));
  inbox = await open();
});

afterEach(async () => {
  await inbox.close();
  rmSync(folder, { recursive: true });
});

test('a mail sent by SMTP is shown by the page, and still after a restart', async () => {
  await createTransport(inbox.smtpUrl).sendMail({
    from: 'Latchkey <latchkey@localhost>',
    to: 'ada@example.com',
    subject: 'Your sign-in link',
    text: 'http://localhost:3000/sign-in/link?token=abc',
  });
  expect(await mails()).toMatchObject([
    { subject: 'Your sign-in link', to: [{ address: 'ada@example.com' }] },
  ]);

  await inbox.close();
  inbox = await open();
  expect(await mails()).toMatchObject([{ text: expect.stringContaining('token=abc') }]);
});

test('the page is a page', async () => {
  const answer = await fetch(inbox.page, { headers: { accept: 'text/html' } });
  expect(answer.headers.get('content-type')).toContain('text/html');
});

async function open() {
  return openInbox(folder, await freePort(26_025), await freePort(26_080));
}

async function mails() {
  const answer = await fetch(`${inbox.page}/api/email`);
  return answer.json();
}
