import { policy } from '@/lib/policy';
import { hardware } from './hardware';
import type { Asked } from './load-client';
import { type Cost, TIMES } from './load-costs';
import type { Observed } from './load-traffic';
import { quantile } from './statistics';

/** docs/load.md. */
export function loadReport({
  began,
  busy,
  minutes,
  costs,
  tried,
  capacity,
  steady,
  flood,
  afterwards,
}: Loaded): string {
  return `# Under load

Written by \`npm run bench:load -- --minutes ${minutes}\`; not by hand. What it means is in [scale](scale.md).

${began.toISOString().slice(0, 10)}, production build, ${hardware()} for the server, PostgreSQL, Redis behind
Upstash's protocol, an SMTP server and the visitors together, Node.js ${process.version.slice(1)}, load average ${busy.toFixed(1)} before it began.

Of a hundred visits, 35 open the sign-in page, 25 an account page, 20 sign in with a passkey, 20
by mail: they ask, wait for the mail, open its link and are in; what signs in brings the account page along. Each comes from a browser and an address of its own,
as if by a proxy that keeps its connections.

## What a visit costs

Means of ${TIMES} each, four at a time: requests that the server answers, what it asks of Postgres (transactions, nearly all of one
statement) and of the store (commands, of one run each), and its processor time, Argon2 and what follows an answer included.

${table(
  ['a visit', 'requests', 'Postgres', 'store', 'processor, ms'],
  costs.map(({ name, requests, transactions, commands, processor }) => [
    name,
    ...[requests, transactions, commands, processor].map((mean) => mean.toFixed(1)),
  ]),
)}

## What it can do

${table(
  ['people at once, each of whom comes again at once', 'visits a second'],
  tried.map(({ people, rate }) => [String(people), rate.toFixed(1)]),
)}

All keep the machine busy and swing with it. Capacity is the middle one: ${capacity.toFixed(1)} visits a second.

## ${minutes} minutes at 80 %

They come as Poisson has it, ${(capacity * 0.8).toFixed(1)} visits a second, whatever became of those before them.

${outcomes(steady)}

${table(
  ['memory, MB', 'in the first third', 'in the second', 'in the last'],
  [
    ['resident', ...thirds(steady, 'resident')],
    ['heap alive after a collection', ...thirds(steady, 'heap')],
  ],
)}

## One minute at 300 %

The server lets in ${policy.requests.atOnce} requests at once, and works on ${policy.requests.together} of them while it is busy ([decision 019](decisions/019-a-full-house.md)).

${outcomes(flood)}

## The minute after it, at 80 %

${outcomes(afterwards)}
${failures([steady, flood, afterwards])}`;
}

function outcomes({ asked, seconds }: Observed): string {
  const names = [...new Set(asked.map(({ name }) => name))].sort();
  const row = (name: string, of: Asked[]) => {
    const served = of.filter(({ outcome }) => outcome === 'served').map(({ ms }) => ms);
    const refused = of.filter(({ outcome }) => outcome === 'refused').map(({ ms }) => ms);
    const failed = of.length - served.length - refused.length;
    const times = [quantile(served, 0.5), quantile(served, 0.99), quantile(refused, 0.99)];
    const shown = times.map((ms) => (Number.isNaN(ms) ? '' : ms.toFixed(0)));
    return [
      name,
      ...[served.length, refused.length, failed].map((count) => count.toLocaleString('en-US')),
      ...shown,
    ];
  };
  const rows = names.map((name) =>
    row(
      name,
      asked.filter((request) => request.name === name),
    ),
  );
  const all = row(`all, ${(asked.length / seconds).toFixed(0)} a second`, asked);
  return table(
    ['', 'served', 'refused (503)', 'failed', 'p50, ms', 'p99, ms', 'p99 of refusals, ms'],
    [...rows, all],
  );
}

/** Medians. */
function thirds({ memory }: Observed, what: 'resident' | 'heap'): string[] {
  const size = Math.ceil(memory.length / 3);
  return [0, 1, 2].map((third) => {
    const values = memory.slice(third * size, (third + 1) * size).map((look) => look[what]);
    return quantile(values, 0.5).toFixed(0);
  });
}

/** What went wrong otherwise, so that nobody has to guess. */
function failures(phases: Observed[]): string {
  const failed = phases.flatMap(({ asked }) => asked).filter(({ outcome }) => outcome === 'failed');
  const whats = new Set(
    failed.map(({ name, what }) => `- ${name}: \`${what.replace(/\s+/g, ' ').slice(0, 120)}\``),
  );
  return whats.size === 0 ? '' : `\n## What failed\n\n${[...whats].slice(0, 20).join('\n')}\n`;
}

function table(head: string[], rows: string[][]): string {
  return [head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

interface Loaded {
  began: Date;
  /** The machine's load average before. */
  busy: number;
  minutes: number;
  costs: Cost[];
  tried: { people: number; rate: number }[];
  /** Visits a second. */
  capacity: number;
  steady: Observed;
  flood: Observed;
  afterwards: Observed;
}
