import { expect, test } from 'vitest';
import { AuthFailure, type FailureCode } from './errors';
import en from './messages/en.json';

const refusals = Object.keys(en.refusals).map((code) => new AuthFailure(code as FailureCode));

test('RL11: every 429 and 503 says after how many seconds to try again, and nothing else does', () => {
  for (const { code, status, retryAfter } of refusals) {
    if (status === 429 || status === 503) expect(retryAfter, code).toBeGreaterThan(0);
    else expect(retryAfter, code).toBeNull();
  }
});

test('RL11: whoever knows it exactly says how long', () => {
  expect(new AuthFailure('too_early', { retryAfter: 7 }).retryAfter).toBe(7);
});
