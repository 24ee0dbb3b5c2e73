import { writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Asked } from './load-client';
import { costsOf } from './load-costs';
import { loadReport } from './load-report';
import { startLoadedServer } from './load-server';
import { closedLoop, observed, openLoop } from './load-traffic';
import { anyOf, openVisits } from './load-visits';
import { median } from './statistics';

// `npm run bench:load` finds out how much the production build can do, has it do 80 % of that for a
// quarter of an hour, then three times as much as it can, then 80 % again; and writes docs/load.md.
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '15' } } });
const minutes = Number(values.minutes);

const began = new Date();
const [busy = 0] = loadavg();
const server = await startLoadedServer();
try {
  const asked: Asked[] = [];
  const visits = await openVisits(server, (request) => void asked.push(request));
  const visit = () => anyOf(visits);
  await closedLoop(visit, 16, 20);
  const costs = await costsOf(server, visits, asked);
  const tried = [];
  for (const people of [8, 16, 32]) {
    const rate = await closedLoop(visit, people, 40);
    tried.push({ people, rate });
    console.log(`${people} people: ${rate.toFixed(1)} visits a second`);
  }
  const capacity = median(tried.map(({ rate }) => rate));

  const during = (share: number, seconds: number) => {
    console.log(`${share} of capacity for ${seconds} s`);
    return observed(server, asked, () => openLoop(visit, share * capacity, seconds));
  };
  const steady = await during(0.8, minutes * 60);
  const flood = await during(3, 60);
  const afterwards = await during(0.8, 60);
  await writeFile(
    'docs/load.md',
    loadReport({ began, busy, minutes, costs, tried, capacity, steady, flood, afterwards }),
  );
} finally {
  await server.stop();
}
