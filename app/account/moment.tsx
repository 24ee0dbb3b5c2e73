import { formatMoment } from '@/lib/mail/templates/dates';

/** Date and time, as mails write them: of the reader's zone the server knows nothing. */
export function Moment({ at }: { at: Date }) {
  return <time dateTime={at.toISOString()}>{formatMoment(at)}</time>;
}
