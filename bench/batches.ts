import { newAddress, type Person, withLinks } from './crowd';
import type { Flows, Passkey } from './flows';
import { openVisitor } from './visitor';

/**
 * What is measured at a server: many of the same, one after the other. What has to be there before is made before; a
 * contestant that lacks a flow has no such batch.
 */
export const BATCHES: Batch[] = [
  {
    key: 'sign-in page',
    cost: 'light',
    of: (flows, { origin }) => flows.signInPage && repeat(flows.signInPage, () => openVisitor(origin)),
  },
  {
    key: 'account page',
    cost: 'light',
    of: (flows, { origin, people }) =>
      flows.accountPage && repeat(flows.accountPage, (n) => at(people, n)?.visitor ?? openVisitor(origin)),
  },
  {
    key: 'session check',
    cost: 'light',
    of: (flows, { origin, people }) =>
      flows.sessionCheck && repeat(flows.sessionCheck, (n) => at(people, n)?.visitor ?? openVisitor(origin)),
  },
  {
    key: 'mail request, unknown',
    cost: 'heavy',
    hashes: true,
    of: ({ askForMail }, { origin }) =>
      askForMail &&
      (async (times) => units(times, () => () => askForMail(openVisitor(origin), newAddress()))),
  },
  {
    key: 'mail request, known',
    cost: 'heavy',
    hashes: true,
    of: ({ askForMail, reset }, { origin, people }) =>
      askForMail &&
      reset &&
      (async (times) => {
        await reset();
        return units(times, (n) => () => askForMail(openVisitor(origin), String(at(people, n)?.email)));
      }),
  },
  {
    key: 'redemption',
    cost: 'heavy',
    hashes: true,
    of: (flows, { people }) =>
      isWhole(flows) &&
      (async (times) => {
        const mailed = await withLinks(flows, people.slice(0, times));
        return mailed.map(
          ({ visitor, link }) =>
            () =>
              flows.redeem(visitor, link),
        );
      }),
  },
  {
    key: 'passkey sign-in',
    cost: 'heavy',
    of: ({ signInByPasskey }, { people }) => {
      const owners = people.filter(({ passkey }) => passkey);
      return (
        signInByPasskey &&
        (async (times) =>
          units(times, (n) => () => {
            const { visitor, passkey } = at(owners, n) as Person;
            visitor.leave();
            return signInByPasskey(visitor, passkey as Passkey);
          }))
      );
    },
  },
];

export function isWhole(flows: Partial<Flows>): flows is Flows {
  return flows.redeem !== undefined;
}

function repeat(flow: Flows['signInPage'], visitorOf: (n: number) => Parameters<Flows['signInPage']>[0]) {
  return async (times: number) => units(times, (n) => () => flow(visitorOf(n)));
}

function units(times: number, unit: (n: number) => Unit): Unit[] {
  return Array.from({ length: times }, (_, n) => unit(n));
}

/** The people take turns. */
function at(people: Person[], n: number): Person | undefined {
  return people[n % people.length];
}

export type Unit = () => Promise<void>;

export interface Batch {
  key: string;
  /** How many there are of it. */
  cost: 'light' | 'heavy';
  /** Whether Latchkey computes Argon2 for it. */
  hashes?: true;
  of(
    flows: Partial<Flows>,
    world: { origin: string; people: Person[] },
  ): ((times: number) => Promise<Unit[]>) | false | undefined;
}
