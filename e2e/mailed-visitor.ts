import { insertAccount } from './accounts';
import { type HttpVisitor, openVisitor } from './http-visitor';
import { inbox } from './inbox';
import { type Person, somebody } from './steps';

/** Somebody with an account, whose browser has asked for a mail, and what the mail brought. */
export async function someoneWithMail(url: string) {
  const person: Person = somebody();
  await insertAccount(person);
  const visitor = await openVisitor(url);
  const answer = await (await visitor.form('/sign-in', 'Email me a link'))({ identifier: person.email });
  const mail = await inbox.latest(person.email);
  const link = pathOf(mail.link);
  return { person, visitor, answer, link, token: link.split('token=')[1] ?? '', code: mail.code };
}

export function pathOf(link: string): string {
  const { pathname, search } = new URL(link);
  return pathname + search;
}

export async function sessionOf(visitor: HttpVisitor) {
  return (await visitor.cookies()).find(({ name }) => name === 'latchkey.session')?.value;
}

/** The origins of all addresses in a text. */
export function originsIn(text: string): string[] {
  return [...text.matchAll(/https?:\/\/[\w.:-]+/g)].map(([address]) => new URL(address).origin);
}
