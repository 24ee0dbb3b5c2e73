import { Paragraph } from './layout';
import { plainWords } from './plain-words';

/** Greets by name, where the name is fit for a mail. */
export function Greeting({ name }: { name: string }) {
  const addressee = plainWords(name);
  return <Paragraph>{addressee ? `Hello ${addressee},` : 'Hello,'}</Paragraph>;
}
