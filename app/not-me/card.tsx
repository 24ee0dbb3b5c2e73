import type { ReactNode } from 'react';
import { CardPage } from '@/components/card-page';
import { ButtonLink } from '@/components/ui/button';
import type { Disowning, NotMe } from '@/lib/disown';
import { setStatus } from '@/lib/http-exchange';
import { messages } from '@/lib/messages';
import { policy } from '@/lib/policy';
import { eventSentence } from '@/lib/security-events';
import { Moment } from '../account/moment';

/** The page of a link that does nothing. It tells whoever opens it nothing of any account. */
export function deadLink({ state }: Exclude<NotMe, Disowning>): ReactNode {
  const { status, heading, text } = deadLinks[state];
  setStatus(status);
  return (
    <CardPage heading={heading}>
      <p>{text}</p>
      <ButtonLink href="/account/activity">Look at your account</ButtonLink>
    </CardPage>
  );
}

/** What happened, when, from where. */
export function Happened({ event }: Pick<Disowning, 'event'>) {
  return (
    <div className="stack gap-1 rounded-control border border-line bg-sunken p-3.5">
      <strong>{eventSentence(event)}</strong>
      <span className="text-sm text-muted">
        <Moment at={event.at} /> · {event.device}
        {event.place && ` · ${event.place}`}
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
  unknown: { status: 404, heading: 'This link is not right', text: messages.link_malformed },
  expired: {
    status: 410,
    heading: 'This link is too old',
    text: `It worked for ${policy.notMe / 86_400} days. Sign in, and look through your activity, your passkeys and your sessions yourself.`,
  },
  nothing: {
    status: 410,
    heading: 'Nothing is left to undo',
    text: 'What this link was about is gone, or cannot be undone.',
  },
};
