import { hash } from '@node-rs/argon2';
import { toPlainText } from '@react-email/render';
import pg from 'pg';
import { vi } from 'vitest';
import type { startUpstashBridge } from './upstash-bridge';

/**
 * Records the way that work takes, until the answer and after it: SQL statements, commands to the store with the shapes of
 * their keys, hashes, mails written. Whoever uses it lets `hash` and `toPlainText` count themselves.
 */
export async function recordPath(bridge: Bridge, work: (later: Later) => Promise<unknown>) {
  const afterwards: (() => Promise<void>)[] = [];
  const answering = await recorded(bridge, () => work((task) => void afterwards.push(task)));
  const following = await recorded(bridge, async () => {
    for (const task of afterwards) await task();
  });
  return { answering, following };
}

async function recorded(bridge: Bridge, work: () => Promise<unknown>) {
  const statements: string[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    const [asked] = given as [string | { text: string }];
    const text = typeof asked === 'string' ? asked : asked.text;
    // By which of the two somebody is looked for is what was typed.
    statements.push(text.replace(/"users"."(?:email|username)" = /, 'identifier = '));
    return Reflect.apply(query, this, given);
  };
  const [commands, hashes, writings] = [bridge.commands().length, counted(hash), counted(toPlainText)];
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return {
    statements,
    commands: bridge.commands().slice(commands).map(shapeOf),
    hashes: counted(hash) - hashes,
    writings: counted(toPlainText) - writings,
  };
}

function counted(called: typeof hash | typeof toPlainText): number {
  return vi.mocked(called).mock.calls.length;
}

/** A run without what is anybody's: put link-request:…, count link-mails:… */
function shapeOf([, , keys, ...rest]: (string | number | boolean)[]): string {
  const asked = rest.slice(0, Number(keys)).map((key, index) => `${rest[Number(keys) + 3 * index]} ${key}`);
  return asked.join(', ').replace(/[\w-]{21,}/g, '…');
}

type Bridge = Awaited<ReturnType<typeof startUpstashBridge>>;
type Later = (task: () => Promise<void>) => void;
