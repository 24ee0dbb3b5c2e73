import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { connect } from '@/db/client';
import { freePort } from '@/test/free-port';
import { startUpstashBridge } from '@/test/upstash-bridge';
import { postgresStore } from './postgres';
import {
  count,
  type EphemeralStore,
  type Json,
  limit,
  needed,
  put,
  read,
  remove,
  StoreUnavailable,
  take,
} from './store';
import { upstashStore } from './upstash';

describe.each([
  { name: 'Postgres', start: startPostgresStores },
  { name: 'Upstash', start: startUpstashStores },
])('The ephemeral store in $name', ({ start }) => {
  let stores: Stores;
  let store: EphemeralStore;
  beforeAll(async () => {
    stores = await start();
    store = stores.one;
  });
  afterAll(() => stores.stop());

  test('reads what was put, until something else is put', async () => {
    await store.run(put('put', { a: 1 }, 60));
    expect(await store.run(read('put'))).toEqual([{ a: 1 }]);
    await store.run(put('put', [2], 60));
    expect(await store.run(read('put'))).toEqual([[2]]);
    expect(await store.run(read('never put'))).toEqual([null]);
  });

  test.each(VALUES.map((value) => ({ value })))('gives back $value exactly', async ({ value }) => {
    await store.run(put('value', value, 60));
    expect(await store.run(read('value'))).toEqual([value]);
    expect(await store.run(take('value'))).toEqual([value]);
  });

  test('a null that was put can be removed, an absent one cannot', async () => {
    await store.run(put('null', null, 60));
    expect(await store.run(read('null'))).toEqual([null]);
    expect(await store.run(remove('null'))).toEqual([true]);
    expect(await store.run(remove('null'))).toEqual([false]);
  });

  test('a taken value is gone for the second taker', async () => {
    await store.run(put('taken', 'once', 60));
    expect(await store.run(take('taken'))).toEqual(['once']);
    expect(await store.run(take('taken'))).toEqual([null]);
  });

  test('CO1: of 50 takers at once exactly one gets the value', async () => {
    await store.run(put('contested', 'once', 60));
    const answers = await inParallel(50, (run) => run(take<string>('contested')));
    expect(answers.filter((answer) => answer === 'once')).toHaveLength(1);
    expect(answers.filter((answer) => answer === null)).toHaveLength(49);
  });

  test('of 50 removers at once exactly one is told that it removed', async () => {
    await store.run(put('unwanted', 'once', 60));
    const answers = await inParallel(50, (run) => run(remove('unwanted')));
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  test('50 counts at once are 1 to 50', async () => {
    const answers = await inParallel(50, (run) => run(count('parallel', 60)));
    expect(answers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  });

  test('counters are apart, can be read and removed, and then start anew', async () => {
    expect(await store.run(count('left', 60), count('right', 60))).toEqual([1, 1]);
    expect(await store.run(count('left', 60), read('right'))).toEqual([2, 1]);
    expect(await store.run(remove('left'), count('right', 60))).toEqual([true, 2]);
    expect(await store.run(count('left', 60))).toEqual([1]);
  });

  test('several commands cost one round trip and are answered in their order', async () => {
    await store.run(put('b', 'to read', 60), put('a', 'to take', 60), put('d', 'to remove', 60));
    const before = stores.roundTrips();
    const answers = await store.run(
      count('z', 60),
      take('a'),
      read('b'),
      put('y', 0, 60),
      remove('d'),
      read('absent'),
    );
    expect(answers).toEqual([1, 'to take', 'to read', undefined, true, null]);
    expect(stores.roundTrips() - before).toBe(1);
  });

  test('a limit lets pass as many as it says, and ends the run of whoever comes after', async () => {
    const ask = () => store.run(limit('limited', 60, 2), count('asked', 60), put('said', 1, 60));
    expect([await ask(), await ask()]).toEqual([
      [true, 1, undefined],
      [true, 2, undefined],
    ]);
    await store.run(remove('said'));
    expect(await ask()).toEqual([false, 0, undefined]);
    expect(await store.run(count('asked', 60), read('said'))).toEqual([3, null]);
  });

  test('of 50 at once a limit lets pass exactly as many as it says', async () => {
    const answers = await inParallel(50, (run) =>
      run(limit('limited in parallel', 60, 7), count('passed', 60)),
    );
    expect(answers.filter(Boolean)).toHaveLength(7);
    expect(await store.run(read('passed'))).toEqual([7]);
  });

  test('what is needed and absent ends the run, and only there', async () => {
    await store.run(put('there', 'here', 60));
    const ask = (key: string) =>
      store.run(
        count(`before ${key}`, 60),
        needed(read<string>(key)),
        read('there too'),
        count(`after ${key}`, 60),
        limit(`limit after ${key}`, 60, 1),
        remove(`counted after ${key}`),
      );
    expect(await ask('there')).toEqual([1, 'here', null, 1, true, false]);
    expect(await ask('absent')).toEqual([1, null, null, 0, false, false]);
    expect(await store.run(read('after absent'), read('limit after absent'))).toEqual([null, null]);
  });

  test('a run that one limit has ended is not begun again by the next', async () => {
    const ask = () => store.run(limit('short', 60, 1), limit('long', 60, 5), put('beyond', 1, 60));
    expect([await ask(), await ask()]).toEqual([
      [true, true, undefined],
      [false, false, undefined],
    ]);
    expect(await store.run(count('long', 60))).toEqual([2]);
  });

  test('an expired key is as if it had never been written', async () => {
    await store.run(
      put('brief taken', 'soon gone', 1),
      put('brief removed', 'soon gone', 1),
      put('long', 'stays', 60),
    );
    await expect.poll(() => store.run(read('brief taken')), { timeout: 10_000 }).toEqual([null]);
    const answers = await store.run(take('brief taken'), remove('brief removed'), read('long'));
    expect(answers).toEqual([null, false, 'stays']);
    expect(await store.run(count('brief taken', 60))).toEqual([1]);
  });

  test('putting again begins a new lifetime', async () => {
    await store.run(put('renewed', 'brief', 1), put('witness', 'brief', 1));
    await store.run(put('renewed', 'long', 60));
    await expect.poll(() => store.run(read('witness')), { timeout: 10_000 }).toEqual([null]);
    expect(await store.run(read('renewed'))).toEqual(['long']);
  });

  test('the window of a counter begins with the first count and is not moved by others', async () => {
    expect(await store.run(count('window', 1))).toEqual([1]);
    await expect.poll(() => store.run(count('window', 1)), { timeout: 10_000 }).toEqual([2]);
    await expect.poll(() => store.run(count('window', 1)), { timeout: 10_000 }).toEqual([1]);
  });

  test('IF17: counting what is no number fails, and the error tells neither key nor value', async () => {
    await store.run(put('secret key', 'secret value', 60));
    await fails(store.run(count('secret key', 60)));
  });

  test('IF1: a store that is down is unavailable at once', async () => {
    const begun = performance.now();
    const error = await fails(stores.at(await freePort()).run(put('secret key', 'secret value', 60)));
    expect(error).toMatchObject({ message: expect.stringContaining('ECONNREFUSED') });
    expect(performance.now() - begun).toBeLessThan(1_500);
  });

  test('IF2: a store that never answers is unavailable after two seconds, and asked once', async () => {
    const silent = await startServer(() => {});
    const begun = performance.now();
    await fails(stores.at(silent.port).run(put('secret key', 'secret value', 60)));
    expect(performance.now() - begun).toBeLessThan(3_000);
    expect(silent.connections()).toBe(1);
    silent.stop();
  });

  test('IF3: a store that hangs up instead of answering is unavailable, and asked once', async () => {
    const rude = await startServer((socket) => socket.destroy());
    await fails(stores.at(rude.port).run(put('secret key', 'secret value', 60)));
    expect(rude.connections()).toBe(1);
    rude.stop();
  });

  /** Half of them through another store, as if from another instance. */
  async function inParallel<T>(
    times: number,
    ask: (run: EphemeralStore['run']) => Promise<[T, ...unknown[]]>,
  ): Promise<T[]> {
    const asked = Array.from({ length: times }, (_, index) =>
      ask((index % 2 ? stores.one : stores.other).run),
    );
    return (await Promise.all(asked)).map(([answer]) => answer);
  }
});

const VALUES: Json[] = [
  ...['', 'text', '0', '0123', '12345678901234567890', '1e3', 'null', 'true', '"', '{}', 'OK', ' a\n\t\\ '],
  ...['ä ß 漢字 🦊 \u2028', '\u0000', '\ud800'],
  ...[0, -1, 1.5, 1e21, 1e-7, Number.MAX_SAFE_INTEGER, true, false, [], {}],
  { z: [1, [null, { a: '1' }], 'b'], a: { '': false, 'secret key': '🦊' } },
];

async function fails(work: Promise<unknown>) {
  const error = await work.catch((error: unknown) => error);
  expect(error).toBeInstanceOf(StoreUnavailable);
  expect(inspect(error, { depth: null, showHidden: true })).not.toContain('secret');
  return error;
}

async function startPostgresStores(): Promise<Stores> {
  const url = process.env.DATABASE_URL ?? '';
  const databases = [connect(url), connect(url)] as const;
  let roundTrips = 0;
  databases[0].$client.on('connect', (client) => {
    client.connection.on('readyForQuery', () => {
      roundTrips += 1;
    });
  });
  return {
    one: postgresStore(databases[0]),
    other: postgresStore(databases[1]),
    at: (port) => postgresStore(connect(`postgres://user:password@127.0.0.1:${port}/name`)),
    roundTrips: () => roundTrips,
    stop: async () => {
      await Promise.all(databases.map((database) => database.$client.end()));
    },
  };
}

async function startUpstashStores(): Promise<Stores> {
  const token = 'token';
  const bridge = await startUpstashBridge({ redisPort: inject('redisPort'), token });
  return {
    one: upstashStore({ url: bridge.url, token }),
    other: upstashStore({ url: bridge.url, token }),
    at: (port) => upstashStore({ url: `http://127.0.0.1:${port}`, token }),
    roundTrips: bridge.requests,
    stop: bridge.stop,
  };
}

/** Takes connections, and does with them whatever `onAsked` does once they have said something. */
async function startServer(onAsked: (socket: Socket) => void) {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {}).once('data', () => onAsked(socket));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => sockets.length,
    stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

interface Stores {
  one: EphemeralStore;
  /** Another door to the same store. */
  other: EphemeralStore;
  /** A store on another port of this machine. */
  at(port: number): EphemeralStore;
  /** How often `one` has gone to its server; for Upstash, `other` as well. */
  roundTrips(): number;
  stop(): Promise<void>;
}
