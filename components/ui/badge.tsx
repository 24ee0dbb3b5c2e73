import type { ReactNode } from 'react';

/** A word or three about the thing it stands beside. */
export function Badge({ tone = 'neutral', children }: BadgeProps) {
  return (
    <span
      className={`inline-block rounded-full border px-2.5 text-sm font-medium whitespace-nowrap ${tones[tone]}`}
    >
      {children}
    </span>
  );
}

const tones = {
  neutral: 'border-line bg-sunken text-muted',
  success: 'border-transparent bg-success-tint text-success-text',
};

type BadgeProps = {
  tone?: keyof typeof tones;
  children: ReactNode;
};
