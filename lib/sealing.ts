import { hkdfSync } from 'node:crypto';
import { calculateJwkThumbprint, EncryptJWT, jwtDecrypt } from 'jose';

/**
 * Claims that only this application can read or make, as a token: a JWE (RFC 7516) with `dir` and A256GCM, whose key is
 * derived from the secret and the purpose (HKDF, RFC 5869), and named in it, so that a secret can be replaced.
 *
 * Auth.js mints its cookie by these too; its own derive the key anew for each cookie and encrypt in two steps. Decision:
 * docs/decisions/020-sealing.md.
 */
export async function seal(claims: object, { secret, purpose, seconds }: Sealing): Promise<string> {
  const { id, key } = await keyFor(secret, purpose);
  return new EncryptJWT({ ...claims })
    .setProtectedHeader({ ...CIPHER, kid: id })
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
    .encrypt(key);
}

/** The claims inside a token, or null for one that is forged, sealed for another purpose or past its life. */
export async function unseal<T extends object>(
  token: string,
  { secrets, purpose }: Unsealing,
): Promise<T | null> {
  try {
    const keys = await Promise.all(secrets.map((secret) => keyFor(secret, purpose)));
    const { payload } = await jwtDecrypt(
      token,
      (header: { kid?: string }) => keyNamed(keys, header.kid),
      ACCEPTED,
    );
    return payload as T;
  } catch {
    return null;
  }
}

function keyNamed(keys: Key[], kid: string | undefined): CryptoKey {
  const named = keys.find(({ id }) => id === kid);
  if (!named) throw new Error('No key of this name.');
  return named.key;
}

/** Derived once: there are as many as secrets and purposes. */
function keyFor(secret: string, purpose: string): Promise<Key> {
  const name = JSON.stringify([secret, purpose]);
  const known = keys.get(name) ?? deriveKey(secret, purpose);
  keys.set(name, known);
  return known;
}

async function deriveKey(secret: string, purpose: string): Promise<Key> {
  const bits = new Uint8Array(hkdfSync('sha256', secret, purpose, `sealed cookie ${purpose}`, 32));
  const k = Buffer.from(bits).toString('base64url');
  return {
    id: await calculateJwkThumbprint({ kty: 'oct', k }),
    key: await crypto.subtle.importKey('raw', bits, 'AES-GCM', false, ['encrypt', 'decrypt']),
  };
}

const keys = new Map<string, Promise<Key>>();

const CIPHER = { alg: 'dir', enc: 'A256GCM' };

/** Clocks of instances may differ by some seconds. */
const ACCEPTED = {
  clockTolerance: 15,
  keyManagementAlgorithms: [CIPHER.alg],
  contentEncryptionAlgorithms: [CIPHER.enc],
};

interface Sealing {
  secret: string;
  /** The cookie's name: what is sealed for one is worth nothing in another. */
  purpose: string;
  seconds: number;
}

/** While a secret is replaced, the one before opens as well. */
type Unsealing = Pick<Sealing, 'purpose'> & { secrets: string[] };

type Key = { id: string; key: CryptoKey };
