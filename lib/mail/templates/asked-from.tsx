import type { ReactNode } from 'react';
import { formatMoment } from './dates';
import { SmallPrint } from './layout';
import { plainWords } from './plain-words';

/** Who asked and when, so that the reader can tell whether it was they. */
export function AskedFrom({ device, place, requestedAt, children }: Asking & { children?: ReactNode }) {
  const browser = plainWords(device) ?? 'an unknown browser';
  const town = place && plainWords(place);

  return (
    <SmallPrint>
      Asked for from {town ? `${browser}, ${town},` : browser} on {formatMoment(requestedAt)}. {children}
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
