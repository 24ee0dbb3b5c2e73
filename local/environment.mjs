import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import nextEnv from '@next/env';

/**
 * What the developer has set. `settings` holds the shell's variables and those of the .env files that Next will read,
 * with Next's precedence; `inherited` holds the shell's alone.
 * @param {string} root the folder of the .env files
 * @param {boolean} development whether Next will read .env.development or .env.production
 * @returns {{ inherited: NodeJS.ProcessEnv, settings: Settings }}
 */
export function readEnvironment(root, development) {
  // Reading writes into process.env, and a mark that keeps child processes from reading the files themselves.
  const inherited = { ...process.env };
  const { combinedEnv } = nextEnv.loadEnvConfig(root, development);
  return { inherited, settings: { ...combinedEnv } };
}

/**
 * The secret in a file that only its owner can read, made on first use: 32 random bytes, base64url.
 * @param {string} file
 */
export function keptSecret(file) {
  if (!existsSync(file))
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8');
}

/** @typedef {Record<string, string | undefined>} Settings empty means not set */
