// `npm run accounts`: what an operator does to accounts. The rules are in lib/operator.
import { parseArgs } from 'node:util';
import { env } from '@/lib/env';
import { asAuthFailure } from '@/lib/errors';
import { errorKind } from '@/lib/log';
import { type AccountCommand, accountCommands } from './account-commands';
import { askOnTerminal, NobodyToAsk } from './confirm';
import { readEnvironment } from './environment';

const USAGE = `Usage: npm run accounts -- COMMAND [WHO] [options]
WHO is an email, a username or an id.

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
  --json             answer with one JSON value

Owners are told by mail, but by end-all-sessions, and find it in their activity.
The exit status is 0 when it is done, 1 when it could not be, 2 when it was not understood.
`;

const asked = argumentsOf(process.argv.slice(2));
if (!asked) {
  const help = process.argv.includes('--help');
  process[help ? 'stdout' : 'stderr'].write(USAGE);
  process.exit(help ? 0 : 2);
}
readEnvironment();
// What comes of it is the command's own answer, which may be a program's to read.
process.env.LOG_LEVEL = 'silent';
const { status, text, to } = await answer(asked);
// A service that never ends its answer would keep this process.
process[to].write(`${text}\n`, () => process.exit(status));

async function answer({ command, subject, json, yes, ...options }: Asked): Promise<Answer> {
  try {
    // All that is wrong with the configuration, at once.
    env();
    const confirm = async (question: string) => yes || askOnTerminal(question);
    const { done, words, data } = await accountCommands[command].run(subject, { ...options, confirm });
    const text = json ? JSON.stringify(data) : words;
    return { status: done ? 0 : 1, text, to: done || json ? 'stdout' : 'stderr' };
  } catch (error) {
    if (error instanceof NobodyToAsk) return { status: 2, text: error.message, to: 'stderr' };
    return { status: 1, text: problem(error), to: 'stderr' };
  }
}

/** Of what services do wrong only the kind: their messages may quote addresses. */
function problem(error: unknown): string {
  if (asAuthFailure(error)) return `Postgres or the ephemeral store does not answer: ${errorKind(error)}`;
  return error instanceof Error ? error.message : String(error);
}

/** Null for what is no use of this command. */
function argumentsOf(args: string[]): Asked | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        reason: { type: 'string' },
        by: { type: 'string' },
        yes: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const { reason = null, by = process.env.USER || 'unknown', yes, json } = values;
    const [command = '', subject = '', ...more] = positionals;
    if (!isCommand(command) || more.length > 0) return null;
    if (accountCommands[command].takes === 'nothing' ? subject : !subject.trim()) return null;
    if (reason !== null && (command !== 'disable' || !isLine(reason))) return null;
    return isLine(by) ? { command, subject, reason, by, yes, json } : null;
  } catch {
    return null;
  }
}

function isCommand(text: string): text is AccountCommand {
  return Object.hasOwn(accountCommands, text);
}

/** Fit for a page and a mail: one line, nothing hidden. */
function isLine(text: string): boolean {
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]{1,200}$/u.test(text);
}

type Asked = {
  command: AccountCommand;
  subject: string;
  reason: string | null;
  by: string;
  yes: boolean;
  json: boolean;
};

type Answer = { status: 0 | 1 | 2; text: string; to: 'stdout' | 'stderr' };
