import { once } from 'node:events';
import { createServer, get } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isInward, requestId, socketAddress, watchHttpExchanges } from './http-exchange';
import { markInwardRequests } from './inward-request';

// Read once, with the configuration: one proxy stands in front.
process.env.TRUSTED_PROXY_HOPS = '1';

/** Answers what it knows of the request, a moment later. */
const server = createServer(async (request, response) => {
  await new Promise(setImmediate);
  response.end(JSON.stringify({ id: requestId(), inward: request.headers['x-request-id'] }));
});

beforeAll(async () => {
  watchHttpExchanges();
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => server.close());

test('a request has an id: in its context, in the header that middleware reads, and in the answer', async () => {
  const [first, second] = await Promise.all([ask(), ask()]);
  expect(first.id).toMatch(/^[\w-]{16}$/);
  expect(first).toEqual({ id: first.id, inward: first.id, outward: first.id });
  expect(second.id).not.toBe(first.id);
  expect(requestId()).toBeUndefined();
});

describe('the id that a proxy gave', () => {
  test('is kept', async () => {
    const id = '7b0e:4.f-A_9';
    expect(await ask(id)).toEqual({ id, inward: id, outward: id });
  });

  test.each(['', 'two words', '{"event":"x"}', 'é', 'x'.repeat(65), 'a,b'])(
    'is replaced when it is "%s"',
    async (id) => {
      const answer = await ask(id);
      expect(answer.id).toMatch(/^[\w-]{16}$/);
      expect(answer).toEqual({ id: answer.id, inward: answer.id, outward: answer.id });
    },
  );
});

test('what the process asks itself goes by the same id and address, uncompressed, and is known; nobody else can say so', async () => {
  const seen: unknown[] = [];
  const self = createServer(async (request, response) => {
    const { 'x-request-id': id, 'accept-encoding': encoding, ...rest } = request.headers;
    seen.push({ path: request.url, id: requestId(), address: socketAddress(), encoding, inward: isInward() });
    if (request.url === '/inner') return response.end(JSON.stringify(rest));
    const inner = await fetch(`${origin}/inner`, { headers: { 'X-Request-Id': String(id) } });
    response.end(await inner.text());
  });
  await once(self.listen(0, '127.0.0.1'), 'listening');
  const origin = `http://127.0.0.1:${(self.address() as AddressInfo).port}`;
  markInwardRequests(() => origin, socketAddress);

  const address = '127.0.0.2';
  const headers = { 'x-latchkey-inward': 'yes', 'accept-encoding': 'gzip' };
  const [answer] = await once(get(origin, { localAddress: address, headers }), 'response');
  const id = answer.headers['x-request-id'];
  expect(seen).toEqual([
    { path: '/', id, address, encoding: 'gzip', inward: false },
    { path: '/inner', id, address, encoding: undefined, inward: true },
  ]);
  expect(await text(answer)).not.toContain('inward');
  self.close();
});

test('whoever hangs up has the same address as before', async () => {
  const addresses: unknown[] = [];
  const left = createServer(async (_request, response) => {
    addresses.push(socketAddress());
    await once(response, 'close');
    await new Promise(setImmediate);
    addresses.push(socketAddress());
  });
  await once(left.listen(0, '127.0.0.1'), 'listening');
  const socket = connect((left.address() as AddressInfo).port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await expect.poll(() => addresses).toEqual(['127.0.0.1']);
  socket.destroy();
  await expect.poll(() => addresses).toEqual(['127.0.0.1', '127.0.0.1']);
  left.close();
});

async function ask(id?: string): Promise<{ id: string; inward: string; outward: string | null }> {
  const { port } = server.address() as AddressInfo;
  const headers = id === undefined ? undefined : { 'X-Request-Id': id };
  const answer = await fetch(`http://127.0.0.1:${port}/`, { headers });
  return { ...(await answer.json()), outward: answer.headers.get('x-request-id') };
}
