import { BATCHES, type Batch, type Unit, type World } from './batches';
import type { Contestant } from './contestants';
import { gatherCrowd } from './crowd';
import type { Figures } from './figures';
import { type Flows, isWhole } from './flows';
import { WITHOUT_ARGON2 } from './names';
import { processorTime, quiet, residentMemory } from './processor';
import { quantile } from './statistics';

/** Every batch at every contestant in turn, round after round: whatever slows the machine for a while slows all of them. */
export async function measureServers(contestants: Contestant[], figures: Figures, { rounds, times }: Extent) {
  const entrants: Entrant[] = [];
  for (const { name, server, flows } of contestants) {
    const people = isWhole(flows)
      ? await gatherCrowd({ server, flows }, { size: times.heavy, owners: 10 })
      : [];
    entrants.push({ name, server, world: { flows: flows as Flows, origin: server.url, people } });
  }
  // The first rounds warm up, and are not kept.
  for (let round = -2; round < rounds; round += 1) {
    console.error(round < 0 ? 'warming up' : `round ${round + 1} of ${rounds}`);
    for (const batch of BATCHES) {
      for (const { name, server, world } of entrants) {
        if (name === WITHOUT_ARGON2 && !batch.hashes) continue;
        if (!(batch.needs in world.flows)) continue;
        const units = await batch.prepare(world, times[batch.cost]);
        const measured = await measure(units, server.pid);
        if (round >= 0) keep(figures, batch, name, measured);
      }
    }
  }
  for (const { name, server } of entrants)
    figures.add('memory, after all requests', name, residentMemory(server.pid));
}

async function measure(units: Unit[], pid: number) {
  const walls: number[] = [];
  let failed = 0;
  await quiet(pid);
  const before = processorTime(pid);
  for (const unit of units) {
    const begun = performance.now();
    await unit().catch((error) => {
      failed += 1;
      // Auth.js refuses some good signatures; what fails more often than that is not what is to be measured.
      if (failed > units.length / 10) throw error;
    });
    walls.push(performance.now() - begun);
  }
  await quiet(pid);
  return { cpu: (processorTime(pid) - before) / units.length, walls, failed };
}

function keep(figures: Figures, { key }: Batch, name: string, { cpu, walls, failed }: Measured) {
  figures.add(`CPU: ${key}`, name, cpu);
  figures.add(`p50: ${key}`, name, quantile(walls, 0.5));
  figures.add(`p99: ${key}`, name, quantile(walls, 0.99));
  figures.add(`failed: ${key}`, name, failed);
}

type Entrant = Pick<Contestant, 'name' | 'server'> & { world: World };
type Measured = Awaited<ReturnType<typeof measure>>;

interface Extent {
  rounds: number;
  /** Requests, or sign-ins, of one batch. */
  times: Record<Batch['cost'], number>;
}
