import { hash } from '@node-rs/argon2';
import { policy } from '../lib/policy';
import type { Figures } from './figures';
import { argon2Row } from './names';

/** What the hashes cost by themselves on this machine now: processor time of each, one alone and two side by side. */
export async function measureArgon2(figures: Figures, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    for (const together of [1, 2]) figures.add(argon2Row(together), 'Latchkey', await costOf(together));
  }
}

/** Milliseconds of processor time for so many hashes together. */
async function costOf(together: number): Promise<number> {
  const before = process.cpuUsage();
  for (let time = 0; time < TIMES; time += 1) {
    await Promise.all(Array.from({ length: together }, () => hash('a secret of a link', policy.argon2)));
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / TIMES;
}

const TIMES = 20;
