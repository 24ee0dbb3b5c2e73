'use client';

import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import { useFormStatus } from 'react-dom';
import { SpinnerIcon } from './icons';
import { PageLink, type PageLinkProps } from './page-link';

/**
 * A button that knows when its form is being sent: it takes no second press, keeps the focus and gets no smaller, and says
 * `pending` in place of its label. `busy` says the same of work that no form does.
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
      {pending && waiting && (
        <Label shown>
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
    <PageLink {...props} line className={`${base} ${looks[variant]}`}>
      <Label shown>{children}</Label>
    </PageLink>
  );
}

/** Both labels lie in one grid cell: the one that gave way still keeps the place. */
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
  'relative inline-grid min-h-11 place-items-center rounded-control border px-4 py-2 text-center font-semibold select-none ' +
  'transition-colors cursor-pointer disabled:cursor-not-allowed disabled:opacity-60 ' +
  'aria-disabled:cursor-progress aria-busy:opacity-60 forced-colors:disabled:opacity-100';

const looks = {
  // Where colors are forced its ground is gone: the edge tells it from the others.
  primary:
    'border-transparent bg-accent text-accent-ink shadow-raised not-disabled:hover:bg-accent-deep not-disabled:active:bg-accent-deep ' +
    'forced-colors:border-system-on',
  secondary:
    'border-line bg-control text-ink shadow-control not-disabled:hover:bg-control-deep not-disabled:active:bg-control-deep',
  quiet:
    'border-transparent text-accent-text not-disabled:hover:bg-accent-tint not-disabled:active:bg-accent-tint',
  danger:
    'border-transparent bg-danger text-danger-ink shadow-raised not-disabled:hover:bg-danger-deep not-disabled:active:bg-danger-deep',
};

type Looks = { variant?: keyof typeof looks; children: ReactNode };
type ButtonProps = Looks & { pending?: ReactNode; busy?: boolean } & Omit<
    ComponentProps<'button'>,
    'className' | 'style'
  >;
type ButtonLinkProps = Looks & Omit<PageLinkProps, 'className' | 'style' | 'line'>;
