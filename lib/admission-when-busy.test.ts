import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pass } from 'node:timers/promises';
import { MessageChannel, Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { limitRequests } from './admission';

// Each request says whose it is.
process.env.TRUSTED_PROXY_HOPS = '1';

/** Milliseconds that each request keeps the thread busy, and that it waits for something else. */
let work = 0;
let rest = 0;
let atOnce = 0;
let mostAtOnce = 0;
const server = createServer(async (_request, response) => {
  atOnce += 1;
  mostAtOnce = Math.max(mostAtOnce, atOnce);
  for (let step = 0; step < 4; step += 1) {
    for (const end = performance.now() + work / 4; performance.now() < end; );
    await pass(1);
  }
  await pass(rest);
  atOnce -= 1;
  response.end();
});

/** In another thread, for this one is busy; they keep their connections, for it is slow to take new ones. */
const clients = new Worker(
  `require('node:worker_threads').parentPort.on('message', async ({ url, count, times, answer }) => {
    const statuses = [];
    const come = async (_, client) => {
      const headers = { 'x-forwarded-for': '10.' + times + '.0.' + client };
      for (let time = 0; time < times; time += 1) {
        const response = await fetch(url, { headers });
        await response.text();
        statuses.push(response.status);
      }
    };
    await Promise.all(Array.from({ length: count }, come));
    answer.postMessage(statuses);
  })`,
  { eval: true },
);

beforeAll(async () => {
  limitRequests(60);
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(async () => {
  await clients.terminate();
  server.close();
});

test('a thread that is busy works on a few at a time, and on all at once where they only wait', async () => {
  // From here on there are connections.
  expect(await served(40)).toBe(40);

  work = 100;
  const regulars = served(5, 8);
  await pass(1_500);
  mostAtOnce = 0;
  expect(await served(40)).toBe(40);
  expect(mostAtOnce).toBeLessThan(30);
  expect(await regulars).toBe(40);

  work = 0;
  rest = 1_500;
  expect(await served(40)).toBe(40);
  expect(mostAtOnce).toBe(40);
});

/** So many ask at once, each a client of its own, and so many times, one after the other: how often they are let in. */
async function served(count: number, times = 1): Promise<number> {
  const { port } = server.address() as AddressInfo;
  const { port1, port2 } = new MessageChannel();
  clients.postMessage({ url: `http://127.0.0.1:${port}/`, count, times, answer: port2 }, [port2]);
  const [statuses] = await once(port1, 'message');
  port1.close();
  return (statuses as number[]).filter((status) => status === 200).length;
}
