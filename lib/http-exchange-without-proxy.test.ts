import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { watchHttpExchanges } from './http-exchange';

// A file of its own: the configuration is read once. Here nothing stands in front.
process.env.TRUSTED_PROXY_HOPS = '0';

test('without a proxy or a platform in front, an id that a client sends is not taken', async () => {
  watchHttpExchanges();
  const server = createServer((request, response) => response.end(request.headers['x-request-id']));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const headers = { 'X-Request-Id': 'chosen', 'X-Vercel-Id': 'chosen' };
  const answer = await fetch(`http://127.0.0.1:${port}/`, { headers });
  expect(answer.headers.get('x-request-id')).toMatch(/^[\w-]{16}$/);
  expect(await answer.text()).toBe(answer.headers.get('x-request-id'));
  server.close();
});
