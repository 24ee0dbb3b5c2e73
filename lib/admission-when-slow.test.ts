import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pass } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { limitRequests } from './admission';
import { policy } from './policy';

// Each request says whose it is.
process.env.TRUSTED_PROXY_HOPS = '1';

/** Milliseconds that each request keeps the thread busy. */
let cost = 0;
const server = createServer(async (_request, response) => {
  for (let step = 0; step < 4; step += 1) {
    for (const end = performance.now() + cost / 4; performance.now() < end; );
    await pass(1);
  }
  response.end();
});

beforeAll(async () => {
  limitRequests(40);
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => server.close());

test('who takes long over each request lets in fewer at once, and as many as before when it is quick again', async () => {
  expect(await served(40)).toBe(40);

  cost = 100;
  for (let wave = 0; wave < 3; wave += 1) await served(10);
  const inTime = await served(40);
  expect(inTime).toBeGreaterThanOrEqual(policy.requests.atLeast);
  expect(inTime).toBeLessThan(30);

  cost = 0;
  await pass(600);
  await served(1);
  expect(await served(40)).toBe(40);
});

/** So many ask at once, each a client of its own: how many are let in. From another thread, for this one is busy. */
async function served(count: number): Promise<number> {
  const { port } = server.address() as AddressInfo;
  const client = new Worker(CLIENT, { eval: true, workerData: { url: `http://127.0.0.1:${port}/`, count } });
  const [statuses] = (await once(client, 'message')) as [number[]];
  return statuses.filter((status) => status === 200).length;
}

const CLIENT = `
  const { parentPort, workerData: { url, count } } = require('node:worker_threads');
  const ask = (_, n) => fetch(url, { headers: { 'x-forwarded-for': '10.0.0.' + n } }).then(({ status }) => status);
  Promise.all(Array.from({ length: count }, ask)).then((statuses) => parentPort.postMessage(statuses));
`;
