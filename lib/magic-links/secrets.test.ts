import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatCode, formatToken, hashSecret, newProof, parseCode, parseToken, sameHash } from './secrets';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const code = fc.stringMatching(new RegExp(`^[${CROCKFORD}]{8}$`));
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
      expect(parseCode(code)).toBe(code);
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

describe('a code', () => {
  test('is shown as two groups of four, and read back', () => {
    expect(formatCode('7K3MQ2XP')).toBe('7K3M-Q2XP');
    fc.assert(fc.property(code, (drawn) => parseCode(formatCode(drawn)) === drawn));
  });

  test('may be typed in any case, with dashes and spaces anywhere, with O for 0, and I or L for 1', () => {
    const alike: Record<string, string[]> = { 0: ['0', 'O', 'o'], 1: ['1', 'I', 'i', 'L', 'l'] };
    const typings = code.chain((drawn) =>
      fc
        .tuple(
          ...[...drawn].map((letter) =>
            fc.tuple(
              fc.constantFrom('', ' ', '-', '–', '\u00a0', ' - ', '\t'),
              fc.constantFrom(...(alike[letter] ?? [letter, letter.toLowerCase()])),
            ),
          ),
        )
        .map((typed) => ({ drawn, typed: `${typed.flat().join('')}\n` })),
    );
    fc.assert(fc.property(typings, ({ drawn, typed }) => parseCode(typed) === drawn));
  });

  test('is never made of anything else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const parsed = parseCode(typed);
        return parsed === null || /^[0-9A-HJKMNP-TV-Z]{8}$/.test(parsed);
      }),
    );
    for (const typed of ['', '7K3MQ2X', '7K3MQ2XPP', '7K3MQ2XU', '7K3M_Q2XP', '7K3M.Q2XP', '７K3MQ2XP']) {
      expect(parseCode(typed)).toBeNull();
    }
  });

  test('of a hundred thousand characters is refused at once', () => {
    const begun = performance.now();
    expect(parseCode(' -'.repeat(50_000))).toBeNull();
    expect(parseCode('Z'.repeat(100_000))).toBeNull();
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});

describe('the hash of a secret', () => {
  test('is Argon2id with the parameters of the OWASP cheat sheet, in PHC form', async () => {
    expect(await hashSecret('request', 'secret')).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/,
    );
  });

  test('is the same for the same secret of one request, and another for any other', async () => {
    const hash = await hashSecret('request', 'secret');
    expect(sameHash(await hashSecret('request', 'secret'), hash)).toBe(true);
    expect(sameHash(await hashSecret('request', 'Secret'), hash)).toBe(false);
    expect(sameHash(await hashSecret('another', 'secret'), hash)).toBe(false);
    expect(sameHash(hash.slice(1), hash)).toBe(false);
    expect(sameHash('', hash)).toBe(false);
  });
});
