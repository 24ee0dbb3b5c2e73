import 'server-only';

/**
 * Whether bytes of a public key are a point of Ed25519 (RFC 8032, 5.1.3) under which a signature says something: points of
 * small order are left out, because under these a signature for one message holds for others. OpenSSL takes them all.
 */
export function isSoundPoint(bytes: Uint8Array): boolean {
  const encoded = BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
  const y = encoded & ~(1n << 255n);
  if (y >= p || ySmallOrder.some((small) => y === small || y === p - small)) return false;
  // Some x must solve x² = u / v, and u / v is a square exactly where u · v is one (Euler's criterion).
  const u = y * y - 1n;
  const v = d * y * y + 1n;
  return power(u * v, (p - 1n) / 2n) === 1n;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base % p;
  for (let bits = exponent; bits > 0n; bits >>= 1n) {
    if (bits & 1n) result = (result * square) % p;
    square = (square * square) % p;
  }
  return result;
}

const p = 2n ** 255n - 19n;
const d = 0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3n;

/** Up to their sign, the y of all points whose order divides 8. */
const ySmallOrder = [0n, 1n, 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n];
