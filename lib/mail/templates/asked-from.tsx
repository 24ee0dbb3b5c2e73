import type { ReactNode } from 'react';
import type { Translate } from '@/lib/messages/format';
import { formatMoment } from '@/lib/messages/moments';
import { fromWhere } from './from-where';
import { SmallPrint } from './text';

/** Who asked and when, so that the reader can tell whether it was they; then what to do if not. */
export function AskedFrom({ t, device, place, requestedAt, children }: AskedFromProps) {
  const asked = { moment: formatMoment(requestedAt, t.locale), origin: fromWhere(device, place, t) };
  return (
    <SmallPrint>
      {t('mails.askedFrom', asked)} {children}
    </SmallPrint>
  );
}

export type Asking = {
  /** Browser and system, e.g. "Chrome on macOS". */
  device: string;
  /** City and country where they are known. */
  place?: string | null;
  requestedAt: Date;
};

type AskedFromProps = Asking & { t: Translate; children: ReactNode };
