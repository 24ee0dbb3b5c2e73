import type { ReactNode } from 'react';
import { CheckIcon, InfoIcon, WarningIcon } from './icons';

/** Text in a box that stands out. Its icon differs as well as its color. */
export function Notice({ tone = 'info', children }: NoticeProps) {
  const { Icon, box } = tones[tone];
  return (
    <div className={`flex animate-appear gap-3 rounded-control border p-3.5 ${box}`}>
      <span className="mt-0.5">
        <Icon />
      </span>
      <div className="min-w-0 text-ink">{children}</div>
    </div>
  );
}

/**
 * Where a notice will be: render it always, its children only when there is something to say, for a region
 * is heard when its text changes, not when it arrives. Errors interrupt, the rest waits its turn.
 * The same sentence is heard twice only under a new `key`.
 */
export function LiveRegion({ tone = 'info', children }: NoticeProps) {
  return (
    // Empty it takes no room in a stack, yet stays in the accessibility tree, which `display: none` would not.
    <div role={tone === 'error' ? 'alert' : 'status'} className="empty:absolute">
      {children && <Notice tone={tone}>{children}</Notice>}
    </div>
  );
}

const tones = {
  info: { Icon: InfoIcon, box: 'border-line bg-sunken text-muted' },
  success: { Icon: CheckIcon, box: 'border-transparent bg-success-tint text-success-text' },
  error: { Icon: WarningIcon, box: 'border-transparent bg-danger-tint text-danger-text' },
};

type NoticeProps = {
  tone?: keyof typeof tones;
  children?: ReactNode;
};
