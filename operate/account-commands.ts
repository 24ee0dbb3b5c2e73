import { accountOf, findAccounts, type ShownAccount } from '@/lib/operator/accounts';
import { type Deed, disableAccount, enableAccount, endAllSessions, endSessions } from '@/lib/operator/deeds';
import { makeOperatorLink } from '@/lib/operator/link';
import { policy } from '@/lib/policy';

/** Found accounts that are shown at most. */
const MOST = 50;

/** Every command of `npm run accounts`. Each fails with what the services throw. */
export const accountCommands = {
  find: {
    takes: 'text',
    async run(text) {
      const found = await findAccounts(text, MOST);
      if (found.length === 0) return { done: false, words: 'No account is like that.', data: [] };
      const lines = found.map(({ id, username, email, name, disabledAt }) =>
        [id, username, email, ...(disabledAt ? ['disabled'] : []), JSON.stringify(name)].join('  '),
      );
      if (found.length === MOST) lines.push(`These are the first ${MOST}. Say more of what you look for.`);
      return { done: true, words: lines.join('\n'), data: found };
    },
  },

  show: {
    takes: 'account',
    run: (who) => withAccount(who, async (account) => ({ done: true, words: facts(account), data: account })),
  },

  disable: {
    takes: 'account',
    run: (who, { by, reason, confirm }) =>
      withAccount(who, async (account) => {
        const question = `Disable ${named(account)}${andSessions(account)}?`;
        if (!(await confirm(question))) return notDone;
        const deed = await disableAccount(account, by, reason);
        return outcome(deed, `${named(account)} is disabled.`, 'It is disabled already.');
      }),
  },

  enable: {
    takes: 'account',
    run: (who, { by }) =>
      withAccount(who, async (account) => {
        const deed = await enableAccount(account, by);
        return outcome(deed, `${named(account)} can sign in again.`, 'It is not disabled.');
      }),
  },

  'end-sessions': {
    takes: 'account',
    run: (who, { by }) =>
      withAccount(who, async (account) => {
        const deed = await endSessions(account, by);
        return outcome(
          deed,
          `${named(account)} is signed out everywhere.`,
          'It has no session and no open link.',
        );
      }),
  },

  'sign-in-link': {
    takes: 'account',
    run: (who, { by, confirm }) =>
      withAccount(who, async (account) => {
        const question = `Make a link that signs in to ${named(account)}? Whoever has it is let in.`;
        if (!(await confirm(question))) return notDone;
        const made = await makeOperatorLink(account, by);
        if (made === 'gone') return noAccount(who);
        if (made === 'disabled') {
          const words = `${named(account)} is disabled. Enable it first.`;
          return { done: false, words, data: { done: false, why: 'disabled' } };
        }
        const minutes = policy.link.lifetime / 60;
        const words = `${made.url}\nIt works once, within ${minutes} minutes, and is not shown again.${toldOrNot(made)}`;
        return { done: true, words, data: { done: true, ...made } };
      }),
  },

  'end-all-sessions': {
    takes: 'nothing',
    async run(_, { by, confirm }) {
      if (!(await confirm('Sign everybody out?'))) return notDone;
      const ended = await endAllSessions(by);
      return {
        done: true,
        words: `${ended === 1 ? '1 session was' : `${ended} sessions were`} ended. Operators' links from before are void.`,
        data: { done: true, ended },
      };
    },
  },
} satisfies Record<string, Command>;

async function withAccount(who: string, run: (account: ShownAccount) => Promise<Outcome>): Promise<Outcome> {
  const account = await accountOf(who);
  return account ? run(account) : noAccount(who);
}

function noAccount(who: string): Outcome {
  return { done: false, words: `There is no account ${who}.`, data: { done: false, why: 'no_account' } };
}

function outcome(deed: Deed, done: string, already: string): Outcome {
  if (deed === 'gone')
    return { done: false, words: 'The account is gone.', data: { done: false, why: deed } };
  if (deed === 'already') return { done: false, words: already, data: { done: false, why: deed } };
  return { done: true, words: `${done}${toldOrNot(deed)}`, data: { done: true, ...deed } };
}

function andSessions({ sessions }: ShownAccount): string {
  if (sessions === 0) return '';
  return sessions === 1 ? ', and end its session' : `, and end its ${sessions} sessions`;
}

function toldOrNot({ told }: { told: boolean }): string {
  return told ? '' : '\nThe mail that tells its owner could not be sent.';
}

function named({ username, email }: ShownAccount): string {
  return `${username} (${email})`;
}

function facts(account: ShownAccount): string {
  const entries = Object.entries(account).map(([name, value]) => {
    const shown = value instanceof Date ? value.toISOString() : (value ?? '-');
    return `${name.padEnd(18)} ${shown}`;
  });
  return entries.join('\n');
}

const notDone: Outcome = {
  done: false,
  words: 'Nothing was done.',
  data: { done: false, why: 'not_confirmed' },
};

export type AccountCommand = keyof typeof accountCommands;

type Command = {
  /** What stands after the command. */
  takes: 'account' | 'text' | 'nothing';
  run: (subject: string, options: Options) => Promise<Outcome>;
};

type Options = {
  by: string;
  reason: string | null;
  /** True when it may go on. */
  confirm: (question: string) => Promise<boolean>;
};

type Outcome = { done: boolean; words: string; data: unknown };
