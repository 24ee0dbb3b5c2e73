import type { ReactNode } from 'react';
import { CardPage } from '@/components/card-page';
import { ButtonLink } from '@/components/ui/button';
import { WarningIcon } from '@/components/ui/icons';
import { deviceName } from '@/lib/device';
import type { Disowning, NotMe } from '@/lib/disown';
import { setStatus } from '@/lib/http-exchange';
import type { Translate } from '@/lib/messages/format';
import { policy } from '@/lib/policy';
import { eventSentence } from '@/lib/security-events';
import { Moment } from '../account/moment';

/** The page of a link that does nothing. It tells whoever opens it nothing of any account. */
export function deadLink({ state }: Exclude<NotMe, Disowning>, t: Translate): ReactNode {
  const { status, heading, text } = deadLinks[state];
  setStatus(status);
  return (
    <CardPage heading={t(heading)} icon={<WarningIcon />}>
      <p>{t(text, { days: policy.notMe / 86_400 })}</p>
      <ButtonLink href="/account/activity">{t('notMe.lookAtAccount')}</ButtonLink>
    </CardPage>
  );
}

/** What happened, when, from where. */
export function Happened({ event, t }: Pick<Disowning, 'event'> & { t: Translate }) {
  return (
    <div className="stack gap-1 rounded-control border border-line bg-sunken p-3.5">
      <strong>{eventSentence(event, t)}</strong>
      <span className="text-sm text-muted">
        <Moment at={event.at} /> · <bdi>{deviceName(event.device, t)}</bdi>
        {event.place && (
          <>
            {' · '}
            <bdi>{event.place}</bdi>
          </>
        )}
      </span>
    </div>
  );
}

export function Steps({ steps }: { steps: string[] }) {
  return (
    <ul className="list-disc space-y-1 ps-5">
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ul>
  );
}

const deadLinks = {
  unknown: { status: 404, heading: 'notMe.unknown', text: 'refusals.link_malformed' },
  expired: { status: 410, heading: 'notMe.expired', text: 'notMe.expiredText' },
  nothing: { status: 410, heading: 'notMe.nothing', text: 'notMe.nothingText' },
} as const;
