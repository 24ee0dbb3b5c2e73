import type { ReactNode } from 'react';
import { formatMoment } from './dates';
import { fromWhere } from './from-where';
import { SmallPrint } from './layout';

/** Who asked and when, so that the reader can tell whether it was they. */
export function AskedFrom({ device, place, requestedAt, children }: Asking & { children?: ReactNode }) {
  return (
    <SmallPrint>
      Asked for on {formatMoment(requestedAt)}, from {fromWhere(device, place)}. {children}
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
