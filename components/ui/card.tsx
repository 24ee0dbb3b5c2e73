import type { ReactNode } from 'react';

/** The centred panel of a page with one purpose. On a phone the page itself is the panel. */
export function Card({ children }: { children: ReactNode }) {
  return <div className="stack mx-auto w-full max-w-[26rem] gap-6 sm:panel sm:p-10">{children}</div>;
}
