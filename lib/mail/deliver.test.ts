import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { startInbox } from '@/test/inbox';
import type { Mail } from './render';

const mail: Mail = {
  template: 'sign-in',
  appName: 'Latchkey',
  locale: 'en',
  link: 'http://localhost:3000/sign-in/link?token=abc',
  code: '7K3M-Q2XP',
  device: 'Chrome on macOS',
  requestedAt: new Date('2026-11-22T14:03:59Z'),
  expiresAt: new Date('2026-11-22T14:13:59Z'),
};
const to = 'ada@example.com';

const inbox = await startInbox();
const variables = { ...process.env };
afterAll(inbox.close);
beforeEach(() => {
  inbox.receive('kindly');
  process.env = { ...variables };
  vi.resetModules();
});

test('a mail is written and goes by SMTP, from the configured sender, under its key', async () => {
  const { deliver } = await import('./deliver');
  await deliver(mail, to, 'request.1');
  await deliver(mail, to, 'request.2');
  const mails = await inbox.mailsTo(to);
  expect(mails.map(({ headers }) => headers['message-id'])).toEqual([
    '<request.1@example.com>',
    '<request.2@example.com>',
  ]);
  for (const { subject, text, html, from } of mails) {
    expect(subject).toBe('Sign in to Latchkey');
    expect(from).toEqual([{ name: 'Latchkey', address: 'latchkey@example.com' }]);
    for (const form of [text, html]) {
      expect(form).toContain(mail.template === 'sign-in' && mail.link);
      expect(form).toContain('7K3M-Q2XP');
    }
  }
});

test('it goes by Resend where an API key is set', async () => {
  const bodies: unknown[] = [];
  const resend = createServer(async (request, response) => {
    bodies.push(await json(request));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"an-id"}');
  });
  await once(resend.listen(0, '127.0.0.1'), 'listening');
  process.env.SMTP_URL = '';
  process.env.RESEND_API_KEY = 're_secret';
  process.env.RESEND_BASE_URL = `http://127.0.0.1:${(resend.address() as AddressInfo).port}`;

  const { deliver } = await import('./deliver');
  await deliver(mail, 'bob@example.com', 'request.1');
  expect(bodies).toMatchObject([
    { from: 'Latchkey <latchkey@example.com>', to: 'bob@example.com', subject: 'Sign in to Latchkey' },
  ]);
  expect(await inbox.mailsTo('bob@example.com')).toEqual([]);
  resend.close();
  resend.closeAllConnections();
});

test('a mail that was not accepted is an error, and the next one goes', async () => {
  const { deliver } = await import('./deliver');
  inbox.receive('refusing');
  await expect(deliver(mail, 'carol@example.com', 'request.1')).rejects.toThrow();
  inbox.receive('kindly');
  await deliver(mail, 'carol@example.com', 'request.2');
  expect(await inbox.mailsTo('carol@example.com')).toHaveLength(1);
});
