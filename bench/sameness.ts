import { expect, test } from '@playwright/test';
import { type Asking, openAskings } from './askings';
import { type Request, rest, send } from './clock';
import { kolmogorovSmirnov, median } from './statistics';

/** Requests of each kind. */
const TIMES = Number(process.env.SAMENESS_TIMES || 200);

test(`${TIMES} + ${TIMES} interleaved requests`, async () => {
  const askings = await openAskings(process.env.E2E_APP_URL ?? '');
  print(
    HEADINGS,
    HEADINGS.map(() => '---'),
  );
  for (const asking of askings) print(...(await measure(asking)));
});

/**
 * Every kind in turn, in another order each time, and after each answer at once the page that comes next: what is done
 * after the answer must not tell either.
 */
async function measure({ name, kinds, follow }: Asking): Promise<string[][]> {
  const entries = Object.entries(kinds).map(([kind, make]) => ({
    kind,
    make,
    answers: [] as number[],
    pages: [] as number[],
  }));
  const statuses = new Set<number>();
  // The first rounds warm up both sides.
  for (let round = -5; round < TIMES; round += 1) {
    const turns = entries.toSorted(() => Math.random() - 0.5);
    // All of a round beforehand: what it takes to make one keeps the machine awake for the next.
    const requests: Request[] = [];
    for (const { make } of turns) requests.push(await make());
    await rest();
    for (const [turn, { answers, pages }] of turns.entries()) {
      const request = requests[turn] as Request;
      const answer = await send(request);
      const page = await send(follow(answer));
      await rest();
      statuses.add(answer.status);
      if (round < 0) continue;
      answers.push(answer.ms);
      pages.push(page.ms);
    }
  }
  expect([...statuses], `${name}: one status, whoever is named`).toHaveLength(1);
  const [baseline, ...others] = entries;
  if (!baseline) return [];
  return others.flatMap(({ kind, answers, pages }) => [
    compared(name, `${kind} / ${baseline.kind}`, answers, baseline.answers),
    compared(`${name}: the next page`, `${kind} / ${baseline.kind}`, pages, baseline.pages),
  ]);
}

/** Rows of a table in Markdown. */
function print(...rows: string[][]) {
  for (const cells of rows) console.log(`| ${cells.join(' | ')} |`);
}

function compared(name: string, kinds: string, one: number[], other: number[]): string[] {
  const { statistic, p } = kolmogorovSmirnov(one, other);
  const medians = [median(one), median(other)] as const;
  const difference = (medians[0] - medians[1]).toFixed(2);
  return [
    name,
    kinds,
    medians.map((ms) => ms.toFixed(1)).join(' / '),
    difference,
    statistic.toFixed(3),
    p.toFixed(3),
  ];
}

const HEADINGS = ['request', 'kinds', 'medians, ms', 'difference, ms', 'K–S', 'p'];
