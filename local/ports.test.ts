import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { exactPort, freePort } from './ports.mjs';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

test.each(['127.0.0.1', '0.0.0.0'])('a port taken on %s is stepped over', async (host) => {
  const taken = await listen(host);
  expect(await freePort(taken)).toBeGreaterThan(taken);
});

test('a port is given out once', async () => {
  const first = await freePort(23_000);
  expect(await freePort(first)).toBeGreaterThan(first);
});

test('a free port that was asked for is given as it is', async () => {
  const free = await freePort(24_000);
  expect(await exactPort(String(free + 1))).toBe(free + 1);
});

test('a taken port that was asked for is refused, not stepped over', async () => {
  const taken = await listen('127.0.0.1');
  await expect(exactPort(String(taken))).rejects.toThrow(`Port ${taken} is taken.`);
});

test.each(['http', '0', '65536', '3000.5'])('%s is not a port', async (value) => {
  await expect(exactPort(value)).rejects.toThrow(`PORT is not a port: ${value}`);
});

async function listen(host: string) {
  const server = createServer();
  servers.push(server);
  await once(server.listen(0, host), 'listening');
  return (server.address() as AddressInfo).port;
}
