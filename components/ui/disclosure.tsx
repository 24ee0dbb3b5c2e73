import type { ReactNode } from 'react';
import { ChevronIcon } from './icons';

/** What few need, folded away under a line that says what it is. */
export function Disclosure({ summary, children }: { summary: ReactNode; children: ReactNode }) {
  return (
    <details className="group/disclosure">
      <summary className="-ms-1 flex min-h-11 w-fit cursor-pointer list-none items-center gap-1 rounded-control pe-2 font-medium text-accent-text select-none hover:underline [&::-webkit-details-marker]:hidden">
        <span className="transition-transform group-open/disclosure:rotate-90 rtl:rotate-180 rtl:group-open/disclosure:rotate-90">
          <ChevronIcon />
        </span>
        {summary}
      </summary>
      <div className="stack pt-2">{children}</div>
    </details>
  );
}
