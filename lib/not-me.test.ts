import fc from 'fast-check';
import { expect, test } from 'vitest';
import { env } from './env';
import { eventOfToken, notMeToken, notMeUrl } from './not-me';

test('a token names its event, and no other', () => {
  for (const id of [1, 42, 999_999_999_999_999]) {
    expect(eventOfToken(notMeToken(id))).toBe(id);
    expect(eventOfToken(notMeToken(id).replace(/^\d+/, String(id + 1)))).toBeNull();
  }
});

test('its address is on the configured origin, and holds nothing that would have to be escaped', () => {
  const url = new URL(notMeUrl(7));
  expect(url.origin).toBe(env().origin);
  expect([...url.searchParams]).toEqual([['token', notMeToken(7)]]);
  expect(notMeToken(7)).toMatch(/^7\.[\w-]{43}$/);
});

test('with anything added, dropped or put in its place it is none, nor is anything that no mail held', () => {
  const id = fc.integer({ min: 1, max: 999_999_999_999_999 });
  const foreign = fc.string({ unit: 'binary', minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(id, fc.nat(), foreign, (event, at, text) => {
      const token = notMeToken(event);
      const index = at % token.length;
      const replaced = token.slice(0, index) + text + token.slice(index + 1);
      expect(eventOfToken(token)).toBe(event);
      expect(eventOfToken(token.slice(0, index) + text + token.slice(index))).toBeNull();
      if (replaced !== token) expect(eventOfToken(replaced)).toBeNull();
      expect(eventOfToken(token.slice(0, index))).toBeNull();
    }),
  );
  fc.assert(fc.property(fc.anything(), (value) => eventOfToken(value) === null));
  fc.assert(
    fc.property(
      id,
      fc.stringMatching(/^[\w-]{43}$/),
      (event, made) => eventOfToken(`${event}.${made}`) === null,
    ),
  );
});

test('with one character changed, anywhere, it is none', () => {
  const token = notMeToken(123);
  for (let place = 0; place < token.length; place += 1) {
    const other = token[place] === '2' ? '3' : '2';
    expect(eventOfToken(token.slice(0, place) + other + token.slice(place + 1))).toBeNull();
  }
});

test.each([
  undefined,
  null,
  7,
  [notMeToken(7)],
  { token: notMeToken(7) },
  '',
  '7',
  '7.',
  `0${notMeToken(7)}`,
  `+${notMeToken(7)}`,
  ` ${notMeToken(7)}`,
  `${notMeToken(7)}\n`,
  `${notMeToken(7)}=`,
  notMeToken(7).slice(0, -1),
  notMeToken(0),
  notMeToken(-1),
  notMeToken(1.5),
  notMeToken(1e21),
  notMeToken(Number.NaN),
  `7.${'ä'.repeat(43)}`,
  'x'.repeat(100_000),
])('%j is no token', (value) => {
  expect(eventOfToken(value)).toBeNull();
});
