import { execFileSync } from 'node:child_process';
import { type } from 'node:os';
import { join } from 'node:path';
import { findPostgres, findRedis } from '../test/requirements.mjs';
import { peerVersion } from './build';
import { hardware } from './hardware';

/** What it was measured on, and with. */
export function machine(chromium: string): string {
  const version = (program: string) =>
    /\d+(\.\d+)+/.exec(execFileSync(program, ['--version'], { encoding: 'utf8' }))?.[0] ?? '';
  const versions = [
    `${type()}`,
    `Node ${process.versions.node}`,
    `PostgreSQL ${version(join(findPostgres() ?? '', 'postgres'))}`,
    `Redis ${version(findRedis() ?? '')}`,
    `Chromium ${chromium}`,
    ...['next', 'react', 'better-auth', '@better-auth/passkey', 'next-auth'].map(
      (name) => `${name} ${peerVersion(name)}`,
    ),
  ];
  return `${hardware()}; ${versions.join(', ')}.`;
}
