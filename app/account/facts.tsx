import type { ReactNode } from 'react';
import { PageLink } from '@/components/ui/page-link';

/** A few facts under a heading, and where to change them. */
export function Facts({ id, heading, facts, to }: FactsProps) {
  return (
    <section aria-labelledby={id} className="stack gap-3">
      <h2 id={id} className="text-lg font-semibold">
        {heading}
      </h2>
      <div className="panel">
        <dl className="divide-y divide-line px-5">
          {facts.map(({ term, value }) => (
            <div key={term} className="gap-x-6 py-3 sm:flex">
              <dt className="text-muted sm:w-44 sm:shrink-0">{term}</dt>
              <dd className="min-w-0">{value}</dd>
            </div>
          ))}
        </dl>
        <p className="row gap-x-6 gap-y-0 border-t border-line px-5 py-1">
          {to.map(({ href, label }) => (
            <PageLink key={href} href={href} className="link py-2.5">
              {label}
            </PageLink>
          ))}
        </p>
      </div>
    </section>
  );
}

type FactsProps = {
  id: string;
  heading: string;
  facts: { term: string; value: ReactNode }[];
  to: { href: string; label: string }[];
};
