'use client';

import { type ReactNode, useId } from 'react';
import { useFormStatus } from 'react-dom';
import { SpinnerIcon } from './icons';

/**
 * A setting that is on or off, and sends its form when pressed. What it is to become, a hidden field of the form says:
 * a value of the button would be missing when the form is sent again from a step-up.
 */
export function Switch({ label, checked, on, off, hint, disabled, pending }: SwitchProps) {
  const waiting = useFormStatus().pending;
  const id = useId();
  const labelId = `${id}-label`;
  const hintId = `${id}-hint`;

  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 pb-1.5">
      <label id={labelId} htmlFor={id} className="min-w-0 flex-1 font-semibold">
        {label}
      </label>
      <button
        id={id}
        type="submit"
        role="switch"
        aria-checked={checked}
        aria-labelledby={labelId}
        aria-describedby={hint ? hintId : undefined}
        disabled={disabled}
        aria-disabled={waiting || undefined}
        onClick={(event) => waiting && event.preventDefault()}
        className="group flex min-h-11 shrink-0 cursor-pointer items-center gap-2.5 rounded-control px-1 text-sm font-semibold aria-disabled:cursor-progress disabled:cursor-not-allowed disabled:opacity-60 forced-colors:disabled:opacity-100"
      >
        {waiting && pending ? (
          <>
            <SpinnerIcon />
            {pending}
          </>
        ) : checked ? (
          on
        ) : (
          off
        )}
        <span className={track}>
          <span className={thumb} />
        </span>
      </button>
      {hint && (
        <p id={hintId} className="w-full text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}

// The thumb's place tells, the color only repeats it. Forced colors drop grounds, but keep their own names.
const track =
  'flex h-7 w-12 items-center rounded-full border border-edge bg-sunken px-0.75 transition-colors ' +
  'group-aria-checked:border-accent-text group-aria-checked:bg-accent ' +
  'forced-colors:group-aria-checked:bg-system-on forced-colors:group-disabled:border-system-disabled';
const thumb =
  'size-5 rounded-full bg-muted transition-transform ' +
  'group-aria-checked:translate-x-5 group-aria-checked:bg-accent-ink rtl:group-aria-checked:-translate-x-5 ' +
  'forced-colors:bg-system-control forced-colors:group-aria-checked:bg-system-on-ink forced-colors:group-disabled:bg-system-disabled';

type SwitchProps = {
  label: ReactNode;
  checked: boolean;
  /** What it says when it is, and when it is not. */
  on: ReactNode;
  off: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
  pending?: ReactNode;
};
