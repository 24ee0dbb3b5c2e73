import { setTimeout as pass } from 'node:timers/promises';
import type { Asked } from './load-client';
import type { LoadedServer } from './load-server';
import { residentMemory } from './processor';

type Visit = () => Promise<void>;

/** So many people, each of whom comes again at once: what there is to be done in that time. Answers visits a second. */
export async function closedLoop(visit: Visit, people: number, seconds: number): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let visits = 0;
  const come = async () => {
    while (performance.now() < end) {
      await visit().then(() => {
        visits += 1;
      }, nobody);
    }
  };
  await Promise.all(Array.from({ length: people }, come));
  return visits / seconds;
}

/** So many a second come, whatever became of those before them, as Poisson has it. */
export async function openLoop(visit: Visit, rate: number, seconds: number): Promise<void> {
  const under = new Set<Promise<void>>();
  const begun = performance.now();
  for (let at = 0; at < seconds * 1000; at += (-Math.log(1 - Math.random()) / rate) * 1000) {
    const early = begun + at - performance.now();
    if (early > 1) await pass(early);
    const visiting: Promise<void> = visit()
      .catch(nobody)
      .finally(() => under.delete(visiting));
    under.add(visiting);
  }
  await Promise.all(under);
}

/** Notes what is asked, and how much memory the server takes meanwhile, while something goes on. */
export async function observed(
  server: LoadedServer,
  asked: Asked[],
  work: () => Promise<unknown>,
): Promise<Observed> {
  asked.length = 0;
  const memory: Memory[] = [];
  const begun = performance.now();
  const look = () => {
    memory.push({ at: performance.now() - begun, resident: residentMemory(server.pid), heap: server.heap() });
  };
  const looking = setInterval(look, 2_000);
  await work().finally(() => clearInterval(looking));
  look();
  return { asked: [...asked], memory, seconds: (performance.now() - begun) / 1000 };
}

/** What was refused or failed is noted where it was asked; the visit is over. */
export function nobody(): void {}

export interface Observed {
  asked: Asked[];
  memory: Memory[];
  seconds: number;
}

/** In megabytes, so many milliseconds after the beginning. */
interface Memory {
  at: number;
  resident: number;
  heap: number;
}
