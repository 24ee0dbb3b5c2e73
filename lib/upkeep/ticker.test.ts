import { expect, test, vi } from 'vitest';
import { repeat } from './ticker';

process.env.LOG_LEVEL = 'silent';

test('a server that keeps running does it again and again, also after it has failed', async () => {
  const work = vi.fn(() => Promise.resolve());
  work.mockRejectedValueOnce(new Error('The database is down'));
  repeat(work, { every: 0.02, failure: 'test.failed' });
  await expect.poll(() => work.mock.calls.length).toBeGreaterThan(3);
});

test('one that takes long is not begun again before it has ended', async () => {
  const work = vi.fn(() => new Promise<void>(() => {}));
  repeat(work, { every: 0.001, failure: 'test.failed' });
  await expect.poll(() => work.mock.calls.length).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(work).toHaveBeenCalledOnce();
});

test('instances that start together do not go on together', () => {
  vi.useFakeTimers();
  try {
    const times = Array.from({ length: 100 }, () => {
      const work = vi.fn(() => new Promise<void>(() => {}));
      const start = Date.now();
      repeat(work, { every: 100, failure: 'test.failed' });
      vi.advanceTimersToNextTimer();
      expect(work).toHaveBeenCalledOnce();
      return (Date.now() - start) / 1000;
    });
    expect(Math.min(...times)).toBeGreaterThanOrEqual(50);
    expect(Math.max(...times)).toBeLessThanOrEqual(150);
    expect(new Set(times.map(Math.round)).size).toBeGreaterThan(20);
  } finally {
    vi.useRealTimers();
  }
});
