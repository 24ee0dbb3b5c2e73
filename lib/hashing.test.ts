import { availableParallelism } from 'node:os';
import { hash } from '@node-rs/argon2';
import { beforeEach, expect, test, vi } from 'vitest';
import { AuthFailure } from './errors';
import { requireRoomToHash, slowHash } from './hashing';
import { policy } from './policy';

// As it is, but watched: how many are made at once.
let hashing = 0;
let most = 0;
vi.mock('@node-rs/argon2', async (original) => {
  const argon2 = await original<typeof import('@node-rs/argon2')>();
  return {
    ...argon2,
    hash: vi.fn(async (...given: Parameters<typeof argon2.hash>) => {
      hashing += 1;
      most = Math.max(most, hashing);
      return argon2.hash(...given).finally(() => {
        hashing -= 1;
      });
    }),
  };
});
beforeEach(() => {
  most = 0;
});

const cheap = { memoryCost: 8, timeCost: 1, parallelism: 1 };

test('of 50 hashes at once, as many are made as there are cores, two at most, and all in the end', async () => {
  const hashes = await Promise.all(Array.from({ length: 50 }, () => slowHash('secret', cheap)));
  expect(new Set(hashes).size).toBe(50);
  expect(most).toBe(Math.min(2, availableParallelism()));
});

test('one that fails gives its place to the next', async () => {
  const failing = Array.from({ length: 10 }, () => slowHash('secret', { ...cheap, memoryCost: 1 }));
  expect((await Promise.allSettled(failing)).every(({ status }) => status === 'rejected')).toBe(true);
  await expect(slowHash('secret', cheap)).resolves.toMatch(/^\$argon2id\$/);
});

test('while the line is long nothing is begun, but what was let in is served; then there is room again', async () => {
  const calls = vi.mocked(hash).mock.calls.length;
  const line = Array.from({ length: policy.hashing.waiting + 10 }, () => slowHash('secret', cheap));
  expect(requireRoomToHash).toThrow(new AuthFailure('busy'));
  await Promise.all([...line, slowHash('secret', cheap)]);
  expect(vi.mocked(hash).mock.calls.length - calls).toBe(policy.hashing.waiting + 11);
  expect(requireRoomToHash).not.toThrow();
});
