import type { ReactNode } from 'react';

export function MailIcon() {
  return (
    <Icon>
      <rect x="3" y="5" width="18" height="14" rx="2.5" />
      <path d="m3.5 7.5 7.2 5.1a2.25 2.25 0 0 0 2.6 0l7.2-5.1" />
    </Icon>
  );
}

export function CheckIcon() {
  return (
    <Icon>
      <circle cx="12" cy="12" r="9" />
      <path d="m8 12.4 2.7 2.7L16 9.5" />
    </Icon>
  );
}

export function WarningIcon() {
  return (
    <Icon>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7.5v5M12 16.4v.1" />
    </Icon>
  );
}

export function InfoIcon() {
  return (
    <Icon>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 11.5v5M12 7.5v.1" />
    </Icon>
  );
}

export function ChevronIcon() {
  return (
    <Icon>
      <path d="m9.5 6.5 5.5 5.5-5.5 5.5" />
    </Icon>
  );
}

export function SpinnerIcon() {
  return (
    <Icon spin>
      <path d="M12 3.5a8.5 8.5 0 1 1-8.5 8.5" />
    </Icon>
  );
}

/** Drawn in the color of the text beside it, and unspoken: the words beside it say the same. */
function Icon({ spin = false, children }: { spin?: boolean; children: ReactNode }) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={spin ? 'size-5 shrink-0 animate-spin' : 'size-5 shrink-0'}
    >
      {children}
    </svg>
  );
}
