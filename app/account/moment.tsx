import { currentMessages } from '@/lib/current-messages';
import { formatAgo, formatDay, formatMoment } from '@/lib/messages/moments';

/** Date and time, as mails write them: of the reader's zone the server knows nothing. */
export async function Moment({ at }: { at: Date }) {
  const { locale } = await currentMessages();
  return <time dateTime={at.toISOString()}>{formatMoment(at, locale)}</time>;
}

export async function Day({ at }: { at: Date }) {
  const { locale } = await currentMessages();
  return <time dateTime={at.toISOString()}>{formatDay(at, locale)}</time>;
}

/** How long ago, for what is better known by that; the moment itself for whoever points at it. */
export async function Ago({ at }: { at: Date }) {
  const { locale } = await currentMessages();
  return (
    <time dateTime={at.toISOString()} title={formatMoment(at, locale)}>
      {formatAgo(at, locale, new Date())}
    </time>
  );
}
