import { newAddress, type Person, withLinks } from './crowd';
import type { Flows, Passkey } from './flows';
import { openVisitor } from './visitor';

/** What is measured at a server: many of the same. What has to be there before is made before. */
export const BATCHES: Batch[] = [
  {
    key: 'sign-in page',
    needs: 'signInPage',
    cost: 'light',
    prepare: async ({ flows, origin }, times) => repeat(times, () => flows.signInPage(openVisitor(origin))),
  },
  {
    key: 'account page',
    needs: 'accountPage',
    cost: 'light',
    prepare: async (world, times) => repeat(times, (n) => world.flows.accountPage(signedIn(world, n))),
  },
  {
    key: 'session check',
    needs: 'sessionCheck',
    cost: 'light',
    prepare: async (world, times) => repeat(times, (n) => world.flows.sessionCheck(signedIn(world, n))),
  },
  {
    key: 'mail request, unknown',
    needs: 'askForMail',
    cost: 'heavy',
    hashes: true,
    prepare: async ({ flows, origin }, times) =>
      repeat(times, () => flows.askForMail(openVisitor(origin), newAddress())),
  },
  {
    key: 'mail request, known',
    needs: 'insertAccounts',
    cost: 'heavy',
    hashes: true,
    async prepare({ flows, origin, people }, times) {
      await flows.reset();
      return repeat(times, (n) => flows.askForMail(openVisitor(origin), turn(people, n).email));
    },
  },
  {
    key: 'redemption',
    needs: 'redeem',
    cost: 'heavy',
    hashes: true,
    async prepare({ flows, people }, times) {
      const mailed = await withLinks(flows, people.slice(0, times));
      return mailed.map(
        ({ visitor, link }) =>
          () =>
            flows.redeem(visitor, link),
      );
    },
  },
  {
    key: 'passkey sign-in',
    needs: 'signInByPasskey',
    cost: 'heavy',
    async prepare({ flows, people }, times) {
      const owners = people.filter(({ passkey }) => passkey);
      return repeat(times, (n) => {
        const { visitor, passkey } = turn(owners, n);
        visitor.leave();
        return flows.signInByPasskey(visitor, passkey as Passkey);
      });
    },
  },
];

function repeat(times: number, unit: (n: number) => Promise<void>): Unit[] {
  return Array.from({ length: times }, (_, n) => () => unit(n));
}

/** Where nobody can sign in, anybody will do. */
function signedIn({ origin, people }: World, n: number) {
  return people.length > 0 ? turn(people, n).visitor : openVisitor(origin);
}

/** The people take turns. */
function turn(people: Person[], n: number): Person {
  return people[n % people.length] as Person;
}

export type Unit = () => Promise<void>;

/** A contestant's, with people who have accounts there. */
export interface World {
  /** All that a batch needs of them; the floor has no others. */
  flows: Flows;
  origin: string;
  people: Person[];
}

export interface Batch {
  key: string;
  /** Without which it cannot be measured. */
  needs: keyof Flows;
  /** How many there are of it. */
  cost: 'light' | 'heavy';
  /** Whether Latchkey computes Argon2 for it. */
  hashes?: true;
  prepare(world: World, times: number): Promise<Unit[]>;
}
