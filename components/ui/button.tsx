'use client';

import Link from 'next/link';
import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import { useFormStatus } from 'react-dom';
import { SpinnerIcon } from './icons';

/**
 * A button that knows when its form is being sent: it takes no second press, keeps its width and the focus,
 * and says `pending` in place of its label. `busy` says the same of work that no form does.
 */
export function Button({
  variant = 'secondary',
  type = 'submit',
  pending,
  busy = false,
  onClick,
  children,
  ...props
}: ButtonProps) {
  const form = useFormStatus();
  const waiting = busy || (type === 'submit' && form.pending);

  return (
    // Not `disabled`: that would throw the focus away while the form is sent.
    <button
      {...props}
      type={type}
      aria-disabled={waiting || undefined}
      onClick={waiting ? refuse : onClick}
      className={`${base} ${looks[variant]}`}
    >
      <Label shown={!waiting || !pending}>{children}</Label>
      {pending && (
        <Label shown={waiting}>
          <SpinnerIcon />
          {pending}
        </Label>
      )}
    </button>
  );
}

/** A link that looks like a button. Fetches nothing until it is followed. */
export function ButtonLink({ variant = 'secondary', children, ...props }: ButtonLinkProps) {
  return (
    <Link {...props} prefetch={false} className={`${base} ${looks[variant]}`}>
      <Label shown>{children}</Label>
    </Link>
  );
}

/** Both labels lie in one grid cell, so the wider one sets the width whichever is shown. */
function Label({ shown, children }: { shown: boolean; children: ReactNode }) {
  return (
    <span
      aria-hidden={!shown || undefined}
      className={`col-start-1 row-start-1 inline-flex items-center justify-center gap-2.5 ${shown ? '' : 'invisible'}`}
    >
      {children}
    </span>
  );
}

function refuse(event: MouseEvent) {
  event.preventDefault();
}

const base =
  'inline-grid min-h-11 place-items-center rounded-control border px-4 py-2 text-center font-semibold select-none ' +
  'transition-colors cursor-pointer disabled:cursor-not-allowed disabled:opacity-60 ' +
  'aria-disabled:cursor-progress forced-colors:disabled:opacity-100';

const looks = {
  primary:
    'border-transparent bg-accent text-accent-ink shadow-raised hover:bg-accent-deep active:bg-accent-deep',
  secondary: 'border-line bg-sunken text-ink hover:bg-line active:bg-line',
  quiet: 'border-transparent text-accent-text hover:bg-accent-tint active:bg-accent-tint',
  danger:
    'border-transparent bg-danger text-danger-ink shadow-raised hover:bg-danger-deep active:bg-danger-deep',
};

type Looks = { variant?: keyof typeof looks; children: ReactNode };
type ButtonProps = Looks & { pending?: ReactNode; busy?: boolean } & Omit<
    ComponentProps<'button'>,
    'className' | 'style'
  >;
type ButtonLinkProps = Looks & Omit<ComponentProps<typeof Link>, 'className' | 'style' | 'prefetch'>;
