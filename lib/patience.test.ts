import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pass } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { patience } from './patience';

test('a signal aborts when patience is at its end, as a timeout', async () => {
  const signal = patience(20);
  expect(signal.aborted).toBe(false);
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
  expect(signal.reason).toMatchObject({ name: 'TimeoutError' });
});

test('what a request held can be collected while a signal of it still waits', async () => {
  const plain = askWith(AbortSignal.timeout.bind(AbortSignal));
  const ours = askWith(patience);
  setFlagsFromString('--expose-gc');
  // A weak reference lasts for the turn in which it was made.
  await pass(0);
  runInNewContext('gc')();
  expect(plain.page.deref()).toBeDefined();
  expect(ours.page.deref()).toBeUndefined();
});

function askWith(signalAfter: (milliseconds: number) => AbortSignal) {
  const page = { large: true };
  const signal = new AsyncLocalStorage().run(page, () => signalAfter(60_000));
  return { page: new WeakRef(page), signal };
}
