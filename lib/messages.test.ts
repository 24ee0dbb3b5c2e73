import { expect, test } from 'vitest';
import { messages } from './messages';
import { policy } from './policy';

test('every refusal has whole sentences of its own, in plain words', () => {
  const sentences = Object.values(messages);
  expect(new Set(sentences).size).toBe(sentences.length);
  for (const sentence of sentences) {
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence).not.toMatch(/\b(error|invalid|failed|token|null|undefined)\b|_/i);
  }
});

test('the numbers that people are told are those of the policy', () => {
  const minutes = (seconds: number) => `${seconds / 60} minutes`;
  expect(messages.link_expired).toContain(minutes(policy.link.lifetime));
  expect(messages.ask_again).toContain(minutes(policy.link.lifetime));
  expect(messages.passkey_limit).toContain(`${policy.passkeysPerAccount} passkeys`);
  expect(messages.too_many_requests).toContain('ten minutes');
  expect(minutes(policy.mailsPerClient.window)).toBe('10 minutes');
  expect(messages.too_early).toContain('a minute');
  expect(policy.mailsPerMailbox[0].window).toBe(60);
});
