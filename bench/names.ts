export const PEERS = ['better-auth', 'Auth.js'];

/** Who has a column in the table, in this order. */
export const COLUMNS = ['floor', 'floor, nonce', ...PEERS, 'Latchkey'];

/** Latchkey with hashes that cost next to nothing: what all the rest costs. */
export const WITHOUT_ARGON2 = 'Latchkey without Argon2';

/** The row of so many hashes at once, and nothing else. */
export function argon2Row(together: number): string {
  return together === 1
    ? 'CPU: one Argon2id hash, alone'
    : `CPU: ${together} Argon2id hashes, side by side, alone`;
}
