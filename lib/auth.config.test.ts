import { createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { authConfig, sessionToken } from './auth.config';
import { seal } from './sealing';
import { sessionCookie } from './session-cookie';

const secret = 'a-secret-of-at-least-thirty-two-characters';
const token = randomBytes(32).toString('base64url');
const good = await sealed({ sub: token });

test('the session token is read from the cookie that Auth.js made of it', async () => {
  expect(await sessionToken(good, true, [secret])).toBe(token);
  const plain = await sealed({ sub: token }, { purpose: sessionCookie(false).name });
  expect(await sessionToken(plain, false, [secret])).toBe(token);
});

test('SE14: over https the cookie is tied to the host; scripts never read it; it fits a browser', () => {
  expect(sessionCookie(true)).toEqual({
    name: '__Host-latchkey.session',
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure: true },
  });
  expect(sessionCookie(false)).toMatchObject({ name: 'latchkey.session', options: { secure: false } });
  expect(good.length).toBeLessThan(1_000);
  expect(good).not.toContain(token);
});

test('SE10: nothing but the session token is carried on, whatever a client sends with an update', () => {
  const { jwt } = authConfig(true).callbacks;
  const token = { sub: 'session', role: 'admin' };
  expect(jwt({ token, user: {} })).toEqual({ sub: 'session' });
  expect(jwt({ token, user: { id: 'signed in' } })).toEqual({ sub: 'signed in' });
});

describe('SE8: no session token is in', () => {
  test('a cookie that is absent or empty', async () => {
    expect(await sessionToken(undefined, true, [secret])).toBeNull();
    expect(await sessionToken('', true, [secret])).toBeNull();
  });

  test('a cookie made with another secret, or for another cookie', async () => {
    expect(
      await sessionToken(await sealed({ sub: token }, { secret: `${secret}!` }), true, [secret]),
    ).toBeNull();
    expect(await sessionToken(good, false, [secret])).toBeNull();
    const ticket = await sealed({ sub: token }, { purpose: '__Host-latchkey.link-request' });
    expect(await sessionToken(ticket, true, [secret])).toBeNull();
  });

  test('a cookie past its life, or without a token', async () => {
    expect(await sessionToken(await sealed({ sub: token }, { seconds: -60 }), true, [secret])).toBeNull();
    for (const sub of [undefined, null, 7, true, {}, [token]]) {
      expect(await sessionToken(await sealed({ sub }), true, [secret])).toBeNull();
    }
  });

  test('an unsigned token, or one signed instead of encrypted', async () => {
    const claims = { sub: token, exp: 4_102_444_800 };
    const signed = (header: object, key: string) => {
      const input = `${inBase64({ ...header, typ: 'JWT' })}.${inBase64(claims)}`;
      return `${input}.${key && createHmac('sha256', key).update(input).digest('base64url')}`;
    };
    for (const alg of ['none', 'None', 'NONE', '']) {
      expect(await sessionToken(signed({ alg }, ''), true, [secret])).toBeNull();
      expect(await sessionToken(`${inBase64({ alg })}....`, true, [secret])).toBeNull();
    }
    expect(await sessionToken(signed({ alg: 'HS256' }, secret), true, [secret])).toBeNull();
  });

  test('a token whose header names another key or cipher', async () => {
    const [header = '', ...rest] = good.split('.');
    const named = JSON.parse(Buffer.from(header, 'base64url').toString());
    for (const change of [
      { alg: 'A256KW' },
      { enc: 'A128CBC-HS256' },
      { enc: 'A256CBC-HS512' },
      { kid: 'x' },
      { kid: 1 },
    ]) {
      const forged = [inBase64({ ...named, ...change }), ...rest].join('.');
      expect(await sessionToken(forged, true, [secret])).toBeNull();
    }
  });

  test('a good cookie with any letter changed, or cut off anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), async (at) => {
        const changed = `${good.slice(0, at)}${good[at] === 'A' ? 'Z' : 'A'}${good.slice(at + 1)}`;
        expect(await sessionToken(changed, true, [secret])).toBeNull();
        expect(await sessionToken(good.slice(0, at), true, [secret])).toBeNull();
      }),
    );
  });

  test('garbage, short or of 10 kB', async () => {
    for (const garbage of [
      'null',
      '{}',
      '....',
      '%',
      '\u0000',
      'a'.repeat(10_000),
      '.'.repeat(10_000),
      `${good}.x`,
    ]) {
      expect(await sessionToken(garbage, true, [secret])).toBeNull();
    }
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        expect(await sessionToken(text, true, [secret])).toBeNull();
      }),
    );
  });
});

function sealed(claims: object, options: Partial<Parameters<typeof seal>[1]> = {}) {
  return seal(claims, { secret, purpose: sessionCookie(true).name, seconds: 60, ...options });
}

function inBase64(value: object) {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
