import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterEach, expect, inject, test } from 'vitest';
import { startUpstashBridge } from '@/test/upstash-bridge';
import { count, put, read, remove, StoreUnavailable, take } from './store';
import { upstashStore } from './upstash';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

test('IF3: a take whose answer is lost has taken, and is not sent again', async () => {
  const { bridge, store } = await start();
  await store.run(put('lost', 'once', 60));
  bridge.hang(true);
  const before = bridge.requests();
  const begun = performance.now();
  await expect(store.run(take('lost'))).rejects.toThrow('TimeoutError');
  expect(performance.now() - begun).toBeLessThan(3_000);
  expect(bridge.requests() - before).toBe(1);
  bridge.hang(false);
  expect(await store.run(read('lost'))).toEqual([null]);
});

test('IF5: what decides is one command that writes, which no replica answers', async () => {
  const asked: unknown[] = [];
  const store = await startAnswering(async (request, response) => {
    asked.push(...((await json(request)) as unknown[]));
    response.writeHead(200).end(answers(null, 0, 1));
  });
  await store.run(take('a'), remove('b'), count('c', 60));
  const [command, script, ...rest] = asked;
  expect([command, script]).toEqual(['eval', expect.stringContaining("redis.call('INCR'")]);
  expect(rest).toEqual([3, 'a', 'b', 'c', 'take', '', '', 'remove', '', '', 'count', 60, '']);
});

test('RL12: nothing is kept without an expiry, counters at once included', async () => {
  const { bridge, store } = await start();
  await store.run(put('expiring value', 1, 60), count('expiring counter', 60));
  await Promise.all(Array.from({ length: 50 }, () => store.run(count('expiring counter', 60))));
  for (const key of ['expiring value', 'expiring counter']) {
    const response = await fetch(bridge.url, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}` },
      body: JSON.stringify(['TTL', key]),
    });
    expect((await response.json()).result).toBeGreaterThan(0);
  }
});

test('IF17: a wrong token is refused, and the error says so', async () => {
  const { bridge } = await start();
  const store = upstashStore({ url: bridge.url, token: 'wrong' });
  await expect(store.run(read('key'))).rejects.toThrow('WRONGPASS');
});

test.each([
  { says: 'a page of HTML', status: 200, body: '<html>Welcome to our network</html>' },
  { says: 'a page of HTML as an error', status: 502, body: '<html>Bad gateway</html>' },
  { says: 'an error in JSON', status: 500, body: '{"error":"internal"}' },
  { says: 'nothing', status: 200, body: '' },
  { says: 'no list', status: 200, body: '{"result":"OK"}' },
  { says: 'null', status: 200, body: 'null' },
  { says: 'a list of answers', status: 200, body: '[{"result":"OK"}]' },
  { says: 'an answer without a result', status: 200, body: '{}' },
  { says: 'no answers', status: 200, body: answers() },
  { says: 'too few answers', status: 200, body: answers('OK', '1', null, 1) },
  { says: 'a put that was not done', status: 200, body: answers(null, '1', null, 1, 1) },
  { says: 'a value that is not JSON', status: 200, body: answers('OK', 'secret', null, 1, 1) },
  { says: 'a value that is no text', status: 200, body: answers('OK', '1', 2, 1, 1) },
  { says: 'a removal that is no number', status: 200, body: answers('OK', '1', null, 'yes', 1) },
  { says: 'a count that is no number', status: 200, body: answers('OK', '1', null, 1, null) },
])('IF6, IF17: a server that says $says is unavailable', async ({ status, body }) => {
  const store = await startAnswering((_request, response) => response.writeHead(status).end(body));
  const run = store.run(put('a', 1, 60), read('b'), take('c'), remove('d'), count('e', 60));
  await expect(run).rejects.toThrow(StoreUnavailable);
  await expect(run).rejects.not.toThrow('secret');
});

test('IF2: a server that stops halfway through its answer is unavailable after two seconds', async () => {
  const store = await startAnswering((_request, response) => response.writeHead(200).write('{"res'));
  const begun = performance.now();
  await expect(store.run(read('key'))).rejects.toThrow('TimeoutError');
  expect(performance.now() - begun).toBeLessThan(3_000);
});

const TOKEN = 'token';

async function start() {
  const bridge = await startUpstashBridge({ redisPort: inject('redisPort'), token: TOKEN });
  stops.push(bridge.stop);
  return { bridge, store: upstashStore({ url: bridge.url, token: TOKEN }) };
}

async function startAnswering(listener: RequestListener) {
  const server = createServer(listener);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  stops.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return upstashStore({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: TOKEN });
}

function answers(...results: unknown[]) {
  return JSON.stringify({ result: results });
}
