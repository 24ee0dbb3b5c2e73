import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { limitRequests } from './admission';

// Each request says whose it is.
process.env.TRUSTED_PROXY_HOPS = '1';

const servers: ReturnType<typeof createServer>[] = [];
const held: (() => void)[] = [];

beforeAll(() => limitRequests(3));
afterEach(() => {
  for (const release of held.splice(0)) release();
  for (const server of servers.splice(0)) server.close();
});

test('on top of so many requests at once the next is refused at once, in words, and let in when one is done', async () => {
  const url = await serve(holding);
  const letIn = [ask(url), ask(url), ask(url)];
  await until(() => held.length === 3);

  const refused = await ask(url, { accept: 'text/html', 'accept-language': 'de' });
  expect(refused.status).toBe(503);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(refused.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(await refused.text()).toMatch(/<html lang="de" dir="ltr">.*Hier ist gerade zu viel los/);
  const toScript = await ask(url, { accept: '*/*' });
  expect(toScript.headers.get('content-type')).toBe('text/plain');
  const message = expect.stringMatching(/^There is too much going on/);
  expect(await toScript.json()).toEqual({ ok: false, refusal: { code: 'busy', message, fields: {} } });
  expect(held).toHaveLength(3);

  for (const release of held.splice(0)) release();
  expect((await Promise.all(letIn)).map(({ status }) => status)).toEqual([200, 200, 200]);
  const next = ask(url);
  await until(() => held.length === 1);
  held.pop()?.();
  expect((await next).status).toBe(200);
});

test('one client takes half of the places at most', async () => {
  const url = await serve(holding);
  const greedy = { 'x-forwarded-for': '192.0.2.1' };
  const letIn = [ask(url, greedy), ask(url, greedy)];
  await until(() => held.length === 2);
  expect((await ask(url, greedy)).status).toBe(503);
  letIn.push(ask(url));
  await until(() => held.length === 3);
  for (const release of held.splice(0)) release();
  expect((await Promise.all(letIn)).map(({ status }) => status)).toEqual([200, 200, 200]);
});

test('health is told and files of pages are sent all the same', async () => {
  const url = await serve((request, response) =>
    request.url === '/' ? holding(request, response) : void response.end('told'),
  );
  const letIn = [ask(url), ask(url), ask(url)];
  await until(() => held.length === 3);
  for (const path of ['api/health', '_next/static/chunks/a.js']) {
    expect(await (await fetch(url + path)).text()).toBe('told');
  }
  expect((await fetch(`${url}api/health/more`)).status).toBe(503);
  // There are pages (which `fetch` would ask for by their names).
  for (const out of ['../../sign-in', '%2e%2e/.%2E/sign-in', '..\\..\\sign-in']) {
    expect(await statusOf(send(url, `GET /_next/static/${out}`))).toBe(503);
  }
  for (const release of held.splice(0)) release();
  await Promise.all(letIn);
});

test('files of pages take no place, however slowly they are read', async () => {
  const url = await serve(holding);
  const read = [1, 2, 3].map(() => fetch(`${url}_next/static/chunks/a.js`));
  await until(() => held.length === 3);
  const letIn = [ask(url), ask(url), ask(url)];
  await until(() => held.length === 6);
  for (const release of held.splice(0)) release();
  expect((await Promise.all([...read, ...letIn])).map(({ status }) => status)).toEqual(Array(6).fill(200));
});

test('a GET takes a place whatever is sent with it, since nobody reads that', async () => {
  const url = await serve(holding);
  const letIn = [1, 2, 3].map(() => statusOf(send(url, 'GET /', { 'content-length': '9' })));
  await until(() => held.length === 3);
  expect((await ask(url)).status).toBe(503);
  for (const release of held.splice(0)) release();
  expect(await Promise.all(letIn)).toEqual([200, 200, 200]);
});

test('whoever does not send the whole request takes no place', async () => {
  const url = await serve((request, response) => {
    request.resume().on('end', () => response.end('read'));
  });
  const sockets = Array.from({ length: 10 }, () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nslow');
    return socket;
  });
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  expect(await (await ask(url)).text()).toBe('read');
  for (const socket of sockets) socket.destroy();
});

test('one client cannot hold back more than it may have, to send it all at once', async () => {
  const begun: IncomingMessage[] = [];
  const url = await serve((request, response) => {
    begun.push(request);
    request.resume().on('end', () => response.end('read'));
  });
  const holdBack = () => send(url, 'POST /', { 'x-forwarded-for': '192.0.2.1', 'content-length': '4' });
  const [left, kept] = [holdBack(), holdBack()];
  await until(() => begun.length === 2);
  expect(await statusOf(holdBack())).toBe(503);
  left.destroy();
  await until(() => begun.some((request) => request.closed));
  const next = holdBack();
  await until(() => begun.length === 3);
  for (const socket of [kept, next]) {
    socket.write('rest');
    expect(await statusOf(socket)).toBe(200);
  }
});

test('work for somebody who has left is counted until it is over', async () => {
  const url = await serve(holding);
  const leaving = new AbortController();
  const left = [1, 2, 3].map(() => ask(url, {}, leaving.signal).catch(() => null));
  await until(() => held.length === 3);
  leaving.abort();
  await Promise.all(left);
  expect((await ask(url)).status).toBe(503);
  for (const release of held.splice(0)) release();
  await until(async () => {
    const asked = ask(url);
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (const release of held.splice(0)) release();
    return (await asked).status === 200;
  });
});

/** Answers when it is let go. */
const holding: RequestListener = async (_request, response) => {
  await new Promise<void>((resolve) => held.push(resolve));
  response.end('done');
};

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** By a client of its own, unless one is given. */
function ask(url: string, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<Response> {
  return fetch(url, { headers: { 'x-forwarded-for': nextAddress(), ...headers }, signal });
}

/** Exactly so, by a client of its own unless one is given, and no body yet. */
function send(url: string, line: string, headers: Record<string, string> = {}): Socket {
  const given = { host: 'a', connection: 'close', 'x-forwarded-for': nextAddress(), ...headers };
  const lines = Object.entries(given).map(([name, value]) => `${name}: ${value}\r\n`);
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(`${line} HTTP/1.1\r\n${lines.join('')}\r\n`);
  return socket;
}

async function statusOf(socket: Socket): Promise<number> {
  return Number((await text(socket)).split(' ', 2)[1]);
}

function nextAddress(): string {
  clients += 1;
  return `10.0.0.${clients}`;
}

let clients = 0;

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
}
