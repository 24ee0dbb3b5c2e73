// `npm run doctor`: looks into everything a server needs, and tells the cure of what is not as it should be.
import { parseArgs, styleText } from 'node:util';
import { env, UnfitConfiguration } from '@/lib/env';
import { type Check, failed, look, ok } from '@/lib/health/check';
import { effectiveConfiguration } from '@/lib/health/configuration';
import { readEnvironment } from './environment';

const USAGE = `Usage: npm run doctor -- [--configuration | --send you@example.com]

  --configuration   look at the variables alone, and ask no service
  --send            send a real mail to this address
`;

const MARKS = { ok: ['✓', 'green'], warning: ['!', 'yellow'], failed: ['✗', 'red'] } as const;

const asked = argumentsOf(process.argv.slice(2));
if (!asked) {
  const help = process.argv.includes('--help');
  process[help ? 'stdout' : 'stderr'].write(USAGE);
  process.exit(help ? 0 : 2);
}
readEnvironment();
const checks = await examine(asked);
const failures = checks.filter(({ outcome }) => outcome === 'failed').length;
const width = Math.max(...checks.map(({ name }) => name.length));
const report = `${checks.map(line).join('')}\n${checks.length} checks, ${failures} failed\n`;
// A service that never ends its answer would keep this process.
process.stdout.write(report, () => process.exit(failures > 0 ? 1 : 0));

async function examine({ configuration, send }: Asked): Promise<Check[]> {
  try {
    const inForce = Object.entries(effectiveConfiguration(env()));
    if (configuration) return inForce.map(([name, value]) => ok(name, String(value)));
    // Loaded here alone: it brings the clients of all services along.
    const { allProbes } = await import('@/lib/health/probes');
    return await look(allProbes(send));
  } catch (error) {
    if (!(error instanceof UnfitConfiguration)) throw error;
    return error.problems.map(unfit);
  }
}

/** A problem of lib/env.ts is a sentence, and mostly a second one with the cure. */
function unfit(problem: string): Check {
  const [says, cure = '.env.local.example explains each variable.'] = problem.split(/(?<=\.) (?=[A-Z])(.*)/s);
  return failed('configuration', says ?? problem, cure);
}

/** Null for what is no use of this command. */
function argumentsOf(args: string[]): Asked | null {
  try {
    const { values } = parseArgs({
      args,
      options: { configuration: { type: 'boolean', default: false }, send: { type: 'string' } },
    });
    const { configuration, send = null } = values;
    if (send !== null && (configuration || !/^[^\s@<>,;]+@[^\s@<>,;]+$/.test(send))) return null;
    return { configuration, send };
  } catch {
    return null;
  }
}

function line({ name, outcome, says, cure }: Check): string {
  const [mark, color] = MARKS[outcome];
  const head = `${paint(color, mark)} ${name.padEnd(width)} ${says}\n`;
  return cure ? `${head}${' '.repeat(width + 3)}${cure}\n` : head;
}

function paint(color: Color, text: string): string {
  return process.stdout.isTTY && !process.env.NO_COLOR ? styleText(color, text) : text;
}

type Color = (typeof MARKS)[keyof typeof MARKS][1];
type Asked = { configuration: boolean; send: string | null };
