import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, describe, expect, test } from 'vitest';
import { policy } from '@/lib/policy';
import { freePort } from '@/test/free-port';
import { startInbox } from '@/test/inbox';
import { resendTransport, smtpTransport } from './transport';

const message = {
  from: 'Latchkey <latchkey@example.com>',
  to: 'ada+news@example.com',
  locale: 'de' as const,
  subject: 'Sign in to Latchkey',
  html: '<p>Héllo</p>',
  text: 'Héllo',
};
const inbox = await startInbox();
const cleanups: (() => unknown)[] = [inbox.close];
afterAll(() => Promise.all(cleanups.map((cleanup) => cleanup())));

describe('by SMTP', () => {
  test('a mail arrives as text and HTML, from the configured sender, to the bare address', async () => {
    await smtpTransport(inbox.smtpUrl)(message, 'request.1');
    const [mail, ...more] = await inbox.mailsTo(message.to);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      subject: message.subject,
      text: message.text,
      html: message.html,
      from: [{ name: 'Latchkey', address: 'latchkey@example.com' }],
      to: [{ name: '', address: message.to }],
    });
  });

  test('its head says what it is, in which language, and asks for no answer', async () => {
    const to = 'grace@example.com';
    await smtpTransport(inbox.smtpUrl)({ ...message, to }, 'request.1');
    const [mail] = await inbox.mailsTo(to);
    const head = (mail && (await inbox.sourceOf(mail)))?.split(/\r?\n\r?\n/)[0] ?? '';
    expect(head).toMatch(/^Auto-Submitted: auto-generated$/m);
    expect(head).toMatch(/^X-Auto-Response-Suppress: OOF, AutoReply$/m);
    expect(head).toMatch(/^Content-Language: de$/m);
    expect(head).toMatch(/^Message-ID: <request\.1@example\.com>$/m);
    expect(head).toMatch(/^Content-Type: multipart\/alternative;/m);
    expect(head).not.toMatch(/^(List-|Precedence|Bcc|Reply-To|Return-Receipt|Disposition-Notification)/im);
  });

  test('every language comes through', async () => {
    const to = 'amina@example.com';
    const arabic = { ...message, to, subject: 'تسجيل الدخول', html: '<p>رابط</p>', text: 'رابط' };
    await smtpTransport(inbox.smtpUrl)({ ...arabic, locale: 'ar' }, 'request.1');
    const [mail] = await inbox.mailsTo(to);
    expect(mail).toMatchObject({ subject: arabic.subject, html: arabic.html, text: arabic.text });
    expect(mail?.headers).toMatchObject({ 'content-language': 'ar' });
  });

  test.each([
    'ada@example.com, eve@evil.example',
    'ada@example.com; eve@evil.example',
    'ada@example.com> SIZE=1\r\nRCPT TO:<eve@evil.example',
    'Ada <eve@evil.example>',
    '"eve@evil.example"@example.com, x',
  ])('IN1: an address is one address, whatever stands in it: %j', async (to) => {
    await smtpTransport(inbox.smtpUrl)({ ...message, to }, 'request.2').catch(() => {});
    expect(await inbox.mailsTo('eve@evil.example')).toEqual([]);
  });

  test('IN4: a subject adds no header', async () => {
    const subject = 'Sign in\r\nBcc: eve@evil.example\r\n\r\n<p>';
    await smtpTransport(inbox.smtpUrl)({ ...message, to: 'bob@example.com', subject }, 'request.3');
    const [mail] = await inbox.mailsTo('bob@example.com');
    expect(mail?.headers).not.toHaveProperty('bcc');
    expect(mail?.text).toBe(message.text);
    expect(await inbox.mailsTo('eve@evil.example')).toEqual([]);
  });

  test('a server that refuses, or is not there, is an error', async () => {
    inbox.receive('refusing');
    await expect(smtpTransport(inbox.smtpUrl)(message, 'request.4')).rejects.toMatchObject({
      responseCode: 554,
    });
    inbox.receive('kindly');
    const nobody = `smtp://127.0.0.1:${await freePort()}`;
    await expect(smtpTransport(nobody)(message, 'request.4')).rejects.toThrow('ECONNREFUSED');
  });
});

describe('by Resend', () => {
  test('a mail is handed over with its key, in one request', async () => {
    const requests: { url?: string; headers: IncomingMessage['headers']; body: unknown }[] = [];
    const send = await resendAt(async (request, response) => {
      requests.push({ url: request.url, headers: request.headers, body: await json(request) });
      answer(response, 200, { id: 'an-id' });
    });
    await send(message, 'request.1');
    const { locale, ...mail } = message;
    expect(requests).toMatchObject([
      {
        url: '/emails',
        headers: { authorization: 'Bearer re_secret', 'idempotency-key': 'request.1' },
        body: {
          ...mail,
          headers: {
            'Auto-Submitted': 'auto-generated',
            'X-Auto-Response-Suppress': 'OOF, AutoReply',
            'Content-Language': locale,
          },
        },
      },
    ]);
    expect(requests[0]?.body).not.toHaveProperty('locale');
  });

  test('IF11: a refusal is an error with its name, and tells nothing else', async () => {
    const name = 'validation_error';
    const send = await resendAt((_request, response) =>
      answer(response, 422, { name, message: `Invalid: ${message.to}`, statusCode: 422 }),
    );
    const error = await send(message, 'request.2').catch((error: unknown) => error);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ code: name });
    expect(String(error)).not.toContain(message.to);
  });

  test('an answer that is no JSON, and no answer, are errors', async () => {
    const confused = await resendAt((_request, response) => response.writeHead(502).end('<html>'));
    await expect(confused(message, 'request.3')).rejects.toMatchObject({ code: 'application_error' });
    const rude = await resendAt((request) => request.socket.destroy());
    await expect(rude(message, 'request.4')).rejects.toMatchObject({ code: 'application_error' });
  });
});

test.concurrent.each([
  { name: 'a mail server that never says a word', open: () => smtpAt(() => {}) },
  {
    name: 'a mail server that greets and falls silent',
    open: () => smtpAt((socket) => socket.write('220 hello\r\n')),
  },
  {
    name: 'a mail server that talks without end',
    open: () => smtpAt((socket) => talkWithoutEnd(socket, '220-hello\r\n')),
  },
  { name: 'a Resend that never answers', open: () => resendAt(() => {}) },
  {
    name: 'a Resend that never comes to an end',
    open: () => resendAt((_request, response) => talkWithoutEnd(response.writeHead(200), ' ')),
  },
])('IF12: $name is given up after ten seconds', async ({ open }) => {
  const send = await open();
  const begun = performance.now();
  await expect(send(message, 'request.5')).rejects.toThrow();
  expect(performance.now() - begun).toBeLessThan(policy.patience.mail + 2_000);
});

async function smtpAt(talk: (socket: Socket) => unknown) {
  const port = await listen(createServer((socket) => void talk(socket.on('error', () => {}))));
  return smtpTransport(`smtp://127.0.0.1:${port}`);
}

/** The transport, speaking to a service of ours in place of Resend's. */
async function resendAt(handle: (request: IncomingMessage, response: ServerResponse) => unknown) {
  const port = await listen(createHttpServer((request, response) => void handle(request, response)));
  process.env.RESEND_BASE_URL = `http://127.0.0.1:${port}`;
  return resendTransport('re_secret');
}

async function listen(server: Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  cleanups.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

function answer(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function talkWithoutEnd(stream: Socket | ServerResponse, words: string) {
  const talking = setInterval(() => stream.write(words), 100);
  stream.on('close', () => clearInterval(talking));
}
