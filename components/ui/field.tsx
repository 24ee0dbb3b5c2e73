import { type ComponentProps, type ReactNode, useId } from 'react';
import { WarningIcon } from './icons';

/**
 * A labelled input. The hint and the error are its description; the error's place is a live region that is
 * always there, so it is heard when it comes. A one-time code is set large and even, ready to be compared.
 */
export function Field({ label, hint, error, ...input }: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;

  return (
    <div className="stack gap-1.5">
      <label htmlFor={id} className="font-semibold">
        {label}
      </label>
      {hint && (
        <p id={hintId} className="text-sm text-muted">
          {hint}
        </p>
      )}
      <input
        {...input}
        id={id}
        dir={runsLeftToRight.test(input.autoComplete ?? '') ? 'ltr' : input.dir}
        aria-invalid={error ? true : undefined}
        aria-describedby={[hint && hintId, error && errorId].filter(Boolean).join(' ') || undefined}
        className={looks}
      />
      <div id={errorId} aria-live="polite" className="text-sm text-danger-text empty:absolute">
        {error && (
          <p className="flex animate-appear gap-1.5 font-medium">
            <WarningIcon />
            {error}
          </p>
        )}
      </div>
    </div>
  );
}

// In every language.
const runsLeftToRight = /\b(email|username|one-time-code)\b/;

const looks =
  'min-h-12 w-full min-w-0 rounded-control border border-edge bg-surface px-3.5 py-2.5 text-base text-ink shadow-control ' +
  'transition-colors placeholder:text-muted hover:border-ink focus-visible:border-accent-text focus-visible:outline-offset-0 ' +
  'aria-invalid:border-danger-text aria-invalid:focus-visible:outline-danger-text ' +
  'read-only:bg-sunken disabled:bg-sunken disabled:text-muted ' +
  'code:font-mono code:text-xl code:tracking-code code:uppercase';

type FieldProps = {
  label: ReactNode;
  name: string;
  hint?: ReactNode;
  error?: ReactNode;
} & Omit<ComponentProps<'input'>, 'className' | 'style' | 'id' | 'aria-invalid' | 'aria-describedby'>;
