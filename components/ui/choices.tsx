import { type ReactNode, useId } from 'react';

/** One of a few, as radio buttons under a question. */
export function Choices({ legend, name, options, hint, defaultValue }: ChoicesProps) {
  const hintId = `${useId()}-hint`;

  return (
    <fieldset aria-describedby={hint ? hintId : undefined} className="min-w-0">
      <legend className="font-semibold">{legend}</legend>
      {hint && (
        <p id={hintId} className="text-sm text-muted">
          {hint}
        </p>
      )}
      <div className="mt-1">
        {options.map(({ value, label }) => (
          <label
            key={value}
            className="flex min-h-11 w-fit max-w-full cursor-pointer items-center gap-3 pe-2"
          >
            <input
              type="radio"
              name={name}
              value={value}
              defaultChecked={value === defaultValue}
              className="size-5 shrink-0 cursor-pointer"
            />
            <span className="min-w-0">{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

type ChoicesProps = {
  legend: ReactNode;
  name: string;
  options: { value: string; label: ReactNode }[];
  hint?: ReactNode;
  defaultValue?: string;
};
