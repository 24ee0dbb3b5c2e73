// `npm run accounts`: what an operator does to accounts. The rules are in lib/operator.
import { parseArgs } from 'node:util';
import { env, UnfitConfiguration } from '@/lib/env';
import { asAuthFailure } from '@/lib/errors';
import { errorKind } from '@/lib/log';
import { type AccountCommand, accountCommands } from './account-commands';
import { askOnTerminal, NobodyToAsk } from './confirm';
import { readEnvironment } from './environment';

const USAGE = `Usage: npm run accounts -- COMMAND [WHO] [options]
WHO is an email, a username or an id. One that begins with a hyphen goes last, after --: show -- -ada

  find TEXT          accounts in whose email, username or name TEXT occurs
  show WHO           what an account has, and whether it is disabled
  disable WHO        no sign-in by any way, and all its sessions end
  enable WHO         let it sign in again
  end-sessions WHO   sign it out everywhere
  sign-in-link WHO   print a link that signs in to it, once, within 10 minutes
  end-all-sessions   sign everybody out

  --reason TEXT      why it is disabled: its owner reads this
  --by NAME          who does it, kept with the event; left out, $USER
  --yes              ask nothing
  --json             answer with one JSON value on stdout

Owners are told by mail, except by end-all-sessions, and find it in their activity.
The exit status is 0 when it is done, 1 when it could not be, 2 when it was not understood.
`;

class Misunderstood extends Error {}

if (process.argv.includes('--help')) {
  process.stdout.write(USAGE);
  process.exit(0);
}
const { status, says, data } = await answer(process.argv.slice(2));
// With --json, stdout is a program's: one value, whatever comes of it. What was not done is told people on stderr too.
const json = process.argv.includes('--json');
if (status !== 0) process.stderr.write(`${says}\n`);
const printed = json ? `${JSON.stringify(data)}\n` : status === 0 ? `${says}\n` : '';
// A service that never ends its answer would keep this process.
process.stdout.write(printed, () => process.exit(status));

async function answer(args: string[]): Promise<Answer> {
  try {
    const { command, subject, yes, ...options } = argumentsOf(args);
    readEnvironment();
    // What comes of it is the command's own answer, which may be a program's to read.
    process.env.LOG_LEVEL = 'silent';
    // All that is wrong with the configuration, at once.
    env();
    const confirm = async (question: string) => yes || askOnTerminal(question);
    const { done, words, data } = await accountCommands[command].run(subject, { ...options, confirm });
    return { status: done ? 0 : 1, says: words, data };
  } catch (error) {
    return refusal(error);
  }
}

/** Of what services do wrong only the kind: their messages may quote addresses. */
function refusal(error: unknown): Answer {
  if (error instanceof Misunderstood)
    return refused(2, 'not_understood', `${error.message}\n\n${USAGE.trimEnd()}`);
  if (error instanceof NobodyToAsk) return refused(2, 'no_terminal', error.message);
  if (error instanceof UnfitConfiguration) return refused(1, 'unfit_configuration', error.message);
  if (!asAuthFailure(error))
    return refused(1, 'failed', error instanceof Error ? error.message : String(error));
  const kind = errorKind(error);
  const says = `Postgres or the ephemeral store did not answer, or refused: ${kind}. npm run doctor says more.`;
  return refused(1, 'unavailable', says);
}

function refused(status: 1 | 2, why: string, says: string): Answer {
  return { status, says, data: { done: false, why } };
}

/** Throws Misunderstood, with a sentence, for what is no use of this command. */
function argumentsOf(args: string[]): Asked {
  const { values, positionals } = parsed(args);
  const { reason = null, by = process.env.USER || 'unknown', yes } = values;
  const [command, subject = '', ...more] = positionals;
  if (command === undefined) throw new Misunderstood('There is no command.');
  if (!isCommand(command)) throw new Misunderstood(`There is no command ${JSON.stringify(command)}.`);
  const { takes } = accountCommands[command];
  const surplus = takes === 'nothing' ? positionals[1] : more[0];
  if (surplus !== undefined) {
    throw new Misunderstood(
      `${JSON.stringify(surplus)} is one word too many. Put what has spaces in quotes.`,
    );
  }
  if (takes !== 'nothing' && !subject.trim()) {
    throw new Misunderstood(
      `${command} needs to know ${takes === 'text' ? 'what to look for' : 'whose account'}.`,
    );
  }
  if (reason !== null && command !== 'disable') throw new Misunderstood('--reason goes with disable alone.');
  for (const [option, text] of Object.entries({ reason, by })) {
    if (text === null || isLine(text)) continue;
    throw new Misunderstood(`--${option} takes one line of 1 to 200 characters.`);
  }
  return { command, subject, reason, by, yes };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        reason: { type: 'string' },
        by: { type: 'string' },
        yes: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    // Node's own sentence; what follows it is advice on signs.
    const [sentence] = String((error as Error).message).split(/\.\s/);
    throw new Misunderstood(`${sentence?.replace(/\.$/, '')}.`);
  }
}

function isCommand(text: string): text is AccountCommand {
  return Object.hasOwn(accountCommands, text);
}

/** Fit for a page and a mail: one line, nothing hidden. */
function isLine(text: string): boolean {
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]{1,200}$/u.test(text);
}

type Asked = { command: AccountCommand; subject: string; reason: string | null; by: string; yes: boolean };

type Answer = { status: 0 | 1 | 2; says: string; data: unknown };
