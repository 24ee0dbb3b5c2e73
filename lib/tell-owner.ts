import 'server-only';
import type { RecordedEvent } from '@/db/security-events';
import { env } from './env';
import { keyedHash } from './keyed-hash';
import { errorKind, log } from './log';
import { mailboxHash } from './magic-links/mailbox';
import { deliver } from './mail/deliver';
import type { NoticeSubject } from './mail/templates/notice-words';
import { defaultLocale, isLocale } from './messages/languages';
import { notMeUrl } from './not-me';
import type { Visitor } from './visitor';

/**
 * Tells an owner by mail what happened to the account, with "This wasn't me". For after the answer: what became of it is
 * in the log alone.
 */
export async function tellOwner(telling: Telling): Promise<void> {
  await mailNotice(telling);
}

/** As `tellOwner`, for whoever has to know: true when the mail was handed over. */
export async function mailNotice({ to, event, about, from, undoable = true }: Telling): Promise<boolean> {
  const address = to?.email ?? null;
  try {
    await deliver(
      {
        template: 'notice',
        appName: env().appName,
        locale: isLocale(to?.locale) ? to.locale : defaultLocale,
        about,
        at: event.at,
        device: from.device,
        place: from.place,
        notMeUrl: undoable ? notMeUrl(event.id) : null,
      },
      address,
      `${about.event}.${event.id}.${keyedHash('recipient', address ?? '')}`,
    );
    if (address === null) return false;
    log('info', 'notice.mailed', { about: about.event, mailbox: mailboxHash(address) });
    return true;
  } catch (error) {
    const mailbox = address === null ? undefined : mailboxHash(address);
    log('error', 'notice.mail_failed', { about: about.event, mailbox, error: errorKind(error) });
    return false;
  }
}

/** Who does something to an account, and how to do what comes after the answer. */
export type Acting = {
  visitor: Pick<Visitor, 'device' | 'place'>;
  later: (work: () => Promise<void>) => void;
};

type Telling = {
  /**
   * Where to write, which is not always the address that the account has by now, and in the account's language. Null: as
   * `deliver` has it.
   */
  to: { email: string; locale: string } | null;
  event: RecordedEvent;
  about: NoticeSubject;
  from: Pick<Visitor, 'device' | 'place'>;
  /** Whether "This wasn't me" can do anything for this recipient. */
  undoable?: boolean;
};
