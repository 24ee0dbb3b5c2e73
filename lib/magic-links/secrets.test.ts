import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatToken, hashSecret, newProof, parseToken, sameHash } from './secrets';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const link = fc
  .tuple(fc.stringMatching(/^[\w-]{22}$/), fc.integer({ min: 1, max: 999 }), fc.stringMatching(/^[\w-]{43}$/))
  .map(([requestId, mailNumber, secret]) => ({ requestId, mailNumber, secret }));

describe('a new proof', () => {
  const proofs = Array.from({ length: 1_000 }, newProof);

  test('has a link secret of 256 bits and a code of 8 characters in Crockford base32', () => {
    for (const { secret, code } of proofs) {
      expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
      expect(parseToken(formatToken({ requestId: 'r'.repeat(22), mailNumber: 1, secret }))?.secret).toBe(
        secret,
      );
      expect(code).toMatch(new RegExp(`^[${CROCKFORD}]{8}$`));
    }
  });

  test('is never the same twice, and its codes use every letter in every place', () => {
    expect(new Set(proofs.map(({ secret }) => secret)).size).toBe(1_000);
    expect(new Set(proofs.map(({ code }) => code)).size).toBe(1_000);
    for (let place = 0; place < 8; place += 1) {
      const letters = new Set(proofs.map(({ code }) => code[place]));
      expect([...letters].toSorted().join('')).toBe(CROCKFORD);
    }
  });
});

describe('the token of a link', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(link, (parts) => {
        expect(parseToken(formatToken(parts))).toEqual(parts);
      }),
    );
  });

  test('is not read with anything added, dropped or put in its place', () => {
    const foreign = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 3 })
      .filter((text) => !/^[\w.-]*$/.test(text));
    fc.assert(
      fc.property(link, fc.nat(), foreign, (parts, at, text) => {
        const token = formatToken(parts);
        const index = at % (token.length + 1);
        expect(parseToken(token.slice(0, index) + text + token.slice(index))).toBeNull();
        expect(parseToken(token.slice(0, index) + text + token.slice(index + 1))).toBeNull();
        expect(parseToken(token.slice(0, token.length - 1 - (at % 40)))).toBeNull();
      }),
    );
  });

  test('is a text, nothing that only looks like one', () => {
    fc.assert(fc.property(fc.anything(), (value) => typeof value === 'string' || parseToken(value) === null));
  });
});

describe('the hash of a secret', () => {
  const account = { userId: 'ada', email: 'ada@example.com' };
  const request = { requestId: 'request', account };

  test('is Argon2id with the parameters of the OWASP cheat sheet, in PHC form', async () => {
    expect(await hashSecret(request, 'secret')).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/,
    );
  });

  test('is the same for the same secret of one request, and another for any other', async () => {
    const hash = await hashSecret(request, 'secret');
    expect(sameHash(await hashSecret(request, 'secret'), hash)).toBe(true);
    expect(sameHash(await hashSecret(request, 'Secret'), hash)).toBe(false);
    expect(sameHash(await hashSecret({ ...request, requestId: 'another' }, 'secret'), hash)).toBe(false);
    for (const other of [null, { ...account, userId: 'eve' }, { ...account, email: 'eve@example.com' }]) {
      expect(sameHash(await hashSecret({ ...request, account: other }, 'secret'), hash)).toBe(false);
    }
    expect(sameHash(hash.slice(1), hash)).toBe(false);
    expect(sameHash('', hash)).toBe(false);
  });
});
