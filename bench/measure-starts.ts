import { setTimeout as pass } from 'node:timers/promises';
import type { Contestant } from './contestants';
import { newAddress } from './crowd';
import type { Figures } from './figures';
import { WITHOUT_ARGON2 } from './names';
import { residentMemory } from './processor';
import { startServer } from './server';
import { openVisitor } from './visitor';

/** Starts each anew, in turn: until its first answer, what it holds when idle, and how long the first request takes that does something. */
export async function measureStarts(contestants: Contestant[], figures: Figures, { rounds, idle }: Extent) {
  const entrants = contestants.filter(({ name, prefix }) => name !== WITHOUT_ARGON2 && !prefix);
  for (let round = 0; round < rounds; round += 1) {
    console.error(`starts, round ${round + 1} of ${rounds}`);
    for (const { name, startable, flows } of entrants) {
      const server = await startServer(startable);
      figures.add('start to first answer', name, server.firstAnswer);
      await pass(idle);
      figures.add('memory, idle', name, residentMemory(server.pid));
      const begun = performance.now();
      await flows.askForMail?.(openVisitor(server.url), newAddress());
      figures.add('first sign-in request', name, performance.now() - begun);
      server.stop();
    }
  }
}

interface Extent {
  rounds: number;
  /** Milliseconds until a server counts as idle. */
  idle: number;
}
