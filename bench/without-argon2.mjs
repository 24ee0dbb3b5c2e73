// For one of the servers that are measured: what everything costs but the hashes, which are Argon2's price and no other's.
import { createHash } from 'node:crypto';
import argon2 from '@node-rs/argon2';

argon2.hash = async (secret, options) => {
  const digest = createHash('sha256')
    .update(options?.salt ?? '')
    .update(secret);
  return `$argon2id$${digest.digest('base64')}`;
};
