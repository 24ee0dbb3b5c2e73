import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { Address } from '@/components/address';
import { ArrivalNotice } from '@/components/arrival-notice';
import { CardPage } from '@/components/card-page';
import { ClientMessages } from '@/components/client-messages';
import { ButtonLink } from '@/components/ui/button';
import { Disclosure } from '@/components/ui/disclosure';
import { MailIcon } from '@/components/ui/icons';
import { PageLink } from '@/components/ui/page-link';
import { currentMessages } from '@/lib/current-messages';
import { currentSession } from '@/lib/current-session';
import { waitingRequest } from '@/lib/magic-links/request';
import { mailboxOf } from '@/lib/mailboxes';
import type { Translate } from '@/lib/messages/format';
import { noticeFrom } from '@/lib/notices';
import { policy } from '@/lib/policy';
import { visitor } from '@/lib/visitor';
import { type Query, servePage } from '../../serve-page';
import { titled } from '../../titled';
import { WaitingTab } from './waiting-tab';

export const generateMetadata = titled('checkEmail.heading');

export default servePage(async ({ searchParams }: Query) => {
  const [current, request, query, t] = await Promise.all([
    currentSession(),
    visitor().then(waitingRequest),
    searchParams,
    currentMessages(),
  ]);
  if (current.session) redirect(request?.to ?? '/account');
  if (!request) return nothingToWaitFor(t);
  const { id, typed, to, pending, againIn, mailFailed, askedAt } = request;
  const sentTo = typed.includes('@') ? 'checkEmail.sentToAddress' : 'checkEmail.sentToUsername';
  const address = () => (
    <strong>
      <Address>{typed}</Address>
    </strong>
  );
  const change = (chunks: ReactNode) => (
    <PageLink href={pending ? '/register?change' : '/sign-in?change'} className="link">
      {chunks}
    </PageLink>
  );
  return (
    <CardPage heading={t('checkEmail.heading')} icon={<MailIcon />} lead={t.rich(sentTo, { typed: address })}>
      <ArrivalNotice notice={noticeFrom(query.notice, t)} />
      <ClientMessages of={['waitingTab', 'mailedCode']}>
        <WaitingTab
          key={askedAt}
          request={id}
          next={to ?? (pending ? '/welcome' : '/account')}
          againIn={againIn}
          goodFor={secondsUntilTooOld(askedAt)}
          mailFailed={mailFailed}
        >
          <p>{t('checkEmail.openOrType')}</p>
          <MailboxLink typed={typed} t={t} />
        </WaitingTab>
      </ClientMessages>
      <Disclosure summary={t('checkEmail.nothingArrived')}>
        <ul className="list-disc space-y-2 ps-5 text-sm">
          <li>{t('checkEmail.waitAMinute')}</li>
          <li>{t('checkEmail.beInSpam')}</li>
          <li>{t.rich('checkEmail.checkTyped', { link: change })}</li>
        </ul>
      </Disclosure>
    </CardPage>
  );
});

function nothingToWaitFor(t: Translate) {
  return (
    <CardPage heading={t('checkEmail.noMail')} icon={<MailIcon />}>
      <p>{t('checkEmail.noMailText')}</p>
      <ButtonLink href="/sign-in" variant="primary">
        {t('signIn.back')}
      </ButtonLink>
    </CardPage>
  );
}

/** Goes by what was typed alone: where the mail of a username goes is nobody else's business. */
function MailboxLink({ typed, t }: { typed: string; t: Translate }) {
  const mailbox = mailboxOf(typed);
  if (!mailbox) return null;
  return (
    <ButtonLink href={mailbox.url} target="_blank" rel="noreferrer">
      <MailIcon /> {t('checkEmail.openMailbox', { mailbox: mailbox.name })}
    </ButtonLink>
  );
}

function secondsUntilTooOld(askedAt: number): number {
  return Math.max(0, Math.ceil(policy.link.lifetime - (Date.now() - askedAt) / 1000));
}
