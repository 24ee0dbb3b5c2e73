import { randomUUID } from 'node:crypto';
import { createAuthenticator } from '../test/software-authenticator';
import type { Contestant } from './contestants';
import type { Flows, Passkey } from './flows';
import { openVisitor, type Visitor } from './visitor';

/**
 * People with an account, signed in by mail, each in a browser that their account knows by now; the first
 * `owners` of them own a passkey.
 */
export async function gatherCrowd(
  { server, flows }: Pick<Contestant, 'server'> & { flows: Flows },
  { size, owners }: { size: number; owners: number },
) {
  const people: Person[] = Array.from({ length: size }, () => ({
    email: newAddress(),
    visitor: openVisitor(server.url),
  }));
  await flows.insertAccounts(people.map(({ email }) => email));
  for (const { visitor, link } of await withLinks(flows, people)) await flows.redeem(visitor, link);
  for (const person of people.slice(0, owners)) {
    const passkey = createAuthenticator({ origin: server.url });
    await flows.addPasskey(person.visitor, async (options) => passkey.register(options));
    person.passkey = passkey;
  }
  return people;
}

/** Signs everybody out and has a link mailed to them. */
export async function withLinks(flows: Flows, people: Person[]) {
  await flows.reset();
  for (const { visitor, email } of people) {
    visitor.leave();
    await flows.askForMail(visitor, email);
  }
  const links = await flows.mailedLinks(people.map(({ email }) => email));
  return people.map((person, n) => ({ ...person, link: String(links[n]) }));
}

export function newAddress(): string {
  return `u${randomUUID().replaceAll('-', '').slice(0, 20)}@example.com`;
}

export interface Person {
  email: string;
  visitor: Visitor;
  passkey?: Passkey;
}
