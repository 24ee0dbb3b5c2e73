import type { Translate } from '@/lib/messages/format';
import { plainWords } from './plain-words';
import { Paragraph } from './text';

/** Greets by name, where the name is fit for a mail. */
export function Greeting({ t, name }: { t: Translate; name: string }) {
  const addressee = plainWords(name);
  return <Paragraph>{addressee ? t('mails.helloName', { name: addressee }) : t('mails.hello')}</Paragraph>;
}
