import { once } from 'node:events';
import { type OutgoingHttpHeaders, request as send } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { clientAddress, expect, test } from '../fixtures';
import { actionId, formFields, openVisitor } from '../http-visitor';

test('RL10: a body that is too large, too deep, endless or packed is refused at once, with a 4xx', async ({
  appUrl,
}) => {
  const form = { 'content-type': 'multipart/form-data; boundary=x' };
  const call = { 'content-type': 'text/plain;charset=UTF-8', 'next-action': actionId('finishPasskeySignIn') };
  const letters = (bytes: number) => 'x'.repeat(bytes);
  const field = (value: string) =>
    `--x\r\nContent-Disposition: form-data; name="identifier"\r\n\r\n${value}\r\n--x--\r\n`;
  const cases: [string, OutgoingHttpHeaders, string | Buffer, number[]][] = [
    ['a field of 1 MB', form, field(letters(1_000_000)), [413]],
    ['a field of 100 kB', form, field(letters(100_000)), [413]],
    ['5 MB of JSON', call, JSON.stringify([letters(5_000_000)]), [413]],
    ['1 MB of a passkey', call, JSON.stringify([{ challenge: letters(1_000_000) }]), [413]],
    ['99 kB of a passkey', call, JSON.stringify([{ challenge: letters(99_000) }]), [422]],
    ['deep JSON', call, '['.repeat(45_000) + ']'.repeat(45_000), [400]],
    ['deep JSON within an object', call, `[${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}]`, [400]],
    [
      '1500 fields',
      form,
      `${'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'.repeat(1_500)}--x--`,
      [400],
    ],
    ['10 MB in 10 kB', { ...form, 'content-encoding': 'gzip' }, gzipSync(letters(10_000_000)), [400]],
    ['no length', { ...form, 'transfer-encoding': 'chunked' }, field('a'), [411]],
    ['no length and 1 MB', { ...form, 'transfer-encoding': 'chunked' }, letters(1_000_000), [411]],
    ['a length that is none', { ...form, 'content-length': '1e3' }, '', [400]],
    ['a length below zero', { ...form, 'content-length': '-1' }, '', [400]],
  ];
  for (const [what, headers, body, statuses] of cases) {
    const answers = await Promise.all([1, 2, 3].map(() => post(appUrl, headers, body)));
    for (const { status, text } of answers) {
      expect(statuses, `${what}: ${status} ${text.slice(0, 80)}`).toContain(status);
    }
  }
  expect((await fetch(`${appUrl}/api/health`)).status).toBe(200);
});

test('RL10: a form within the limit is read, though a field of it is far too long', async ({ appUrl }) => {
  const visitor = await openVisitor(appUrl);
  const ask = await visitor.form('/sign-in', 'Email me a link');
  expect((await ask({ identifier: `${'x'.repeat(90_000)}@example.com` })).status).toBe(422);
  await visitor.close();
});

test('RL10: two lengths, a length and chunks, an endless address, an endless header: no answer is a 500', async ({
  appUrl,
}) => {
  const start =
    'POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\n';
  for (const [what, raw] of [
    ['two lengths', `${start}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`],
    ['a length and chunks', `${start}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['chunks that are none', `${start}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
    ['an endless address', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`],
    ['an endless header', `GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ${'x'.repeat(20_000)}\r\n\r\n`],
  ]) {
    expect(await statusOf(appUrl, raw ?? ''), what).toMatch(/^4\d\d$/);
  }
  const query = Array.from({ length: 1_500 }, (_, i) => `a=${i}`).join('&');
  expect((await fetch(`${appUrl}/sign-in?${query}`)).status).toBe(200);
});

test('RL10: fifty bodies that never come hold nobody else up', async ({ appUrl }) => {
  const { hostname, port, host } = new URL(appUrl);
  const slow = Array.from({ length: 50 }, () => {
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {});
    socket.write(
      `POST /sign-in HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${appUrl}\r\nContent-Length: 1000\r\n` +
        'Content-Type: multipart/form-data; boundary=x\r\n\r\n--x',
    );
    return socket;
  });
  const visitor = await openVisitor(appUrl);
  const fields = formFields((await visitor.get('/sign-in')).text, 'Email me a link');
  const answer = await visitor.http.post('/sign-in', { multipart: { ...fields, identifier: '' } });
  expect(answer.status()).toBe(422);
  await visitor.close();
  for (const socket of slow) socket.destroy();
});

/** Posts from a page of ours. A server that has refused a body need not read the rest of it. */
async function post(appUrl: string, headers: OutgoingHttpHeaders, body: string | Buffer) {
  const sending = send(`${appUrl}/sign-in`, {
    method: 'POST',
    headers: { ...clientAddress(), origin: appUrl, ...headers },
  });
  sending.on('error', () => {});
  sending.end(body);
  const [answer] = await once(sending, 'response', { signal: AbortSignal.timeout(20_000) });
  let text = '';
  for await (const chunk of answer) text += chunk;
  return { status: answer.statusCode as number, text };
}

async function statusOf(appUrl: string, raw: string): Promise<string> {
  const { hostname, port } = new URL(appUrl);
  const socket = connect(Number(port), hostname);
  socket.write(raw);
  const [chunk] = await once(socket, 'data', { signal: AbortSignal.timeout(20_000) });
  socket.destroy();
  return String(chunk).split(' ')[1] ?? '';
}
