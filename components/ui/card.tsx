import type { ReactNode } from 'react';

/** The centred panel of a page with one purpose. On a phone the page itself is the panel. */
export function Card({ children }: { children: ReactNode }) {
  return (
    <div className="stack mx-auto w-full max-w-card gap-6 sm:panel sm:p-10 sm:shadow-card">{children}</div>
  );
}
