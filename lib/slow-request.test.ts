import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { watchHttpExchanges } from './http-exchange';

const server = createServer({ connectionsCheckingInterval: 50 }, (request, response) => {
  request.resume().on('end', () => response.end('read'));
});
beforeAll(async () => {
  watchHttpExchanges({ patience: 200 });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => server.close());

test('RL10: a request that does not come to its end is answered 408 and cut off, one that does is read', async () => {
  expect(await answerTo('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nslow')).toContain(' 408 ');
  expect(
    await answerTo('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nConnection: close\r\n\r\nslow'),
  ).toContain(' 200 ');
});

/** What comes back until the connection ends. */
async function answerTo(request: string): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(request);
  return text(socket);
}
