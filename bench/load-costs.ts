import type { Asked } from './load-client';
import type { LoadedServer } from './load-server';
import { nobody } from './load-traffic';
import type { Visit } from './load-visits';
import { processorTime, quiet } from './processor';

export const TIMES = 60;
/** At once, as on a server that is in use and not full. */
const PEOPLE = 4;

/** What a visit of each kind costs the server, and has it ask of others: means. */
export async function costsOf(server: LoadedServer, visits: Visit[], asked: Asked[]): Promise<Cost[]> {
  const costs: Cost[] = [];
  for (const { name, take } of visits) {
    for (let time = 0; time < TIMES / 4; time += 1) await take().catch(nobody);
    await quiet(server.pid);
    const before = { ...(await server.asked()), processor: processorTime(server.pid) };
    asked.length = 0;
    await Promise.all(
      Array.from({ length: PEOPLE }, async () => {
        for (let time = 0; time < TIMES / PEOPLE; time += 1) await take().catch(nobody);
      }),
    );
    await quiet(server.pid);
    const processor = (processorTime(server.pid) - before.processor) / TIMES;
    const after = await server.asked();
    costs.push({
      name,
      processor,
      requests: asked.filter(({ name }) => name !== 'mail: arrives').length / TIMES,
      transactions: (after.transactions - before.transactions) / TIMES,
      commands: (after.commands - before.commands) / TIMES,
    });
    console.log(costs.at(-1));
  }
  return costs;
}

export interface Cost {
  name: string;
  /** Milliseconds. */
  processor: number;
  requests: number;
  /** In Postgres. */
  transactions: number;
  /** To the store. */
  commands: number;
}
