import Link from 'next/link';
import type { ReactNode } from 'react';
import { Wordmark } from './wordmark';

/** The frame of every page: skip link, wordmark, `actions` at the far end, and one column below. */
export function Shell({ appName, actions, children }: ShellProps) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-2xl flex-col px-5 sm:px-8">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:start-4 focus:top-4 focus:z-10 focus:rounded-control focus:bg-accent focus:px-4 focus:py-2.5 font-semibold text-accent-ink"
      >
        Skip to content
      </a>
      <header className="flex min-h-19 items-center justify-between gap-4 py-4">
        {/* Alone in the header it stands in the middle, over the card. */}
        <Link
          href="/"
          prefetch={false}
          className="flex min-h-11 min-w-0 items-center rounded-control only:mx-auto"
        >
          <Wordmark appName={appName} />
        </Link>
        {/* Quiet buttons: their text, not their padding, ends with the column. */}
        {actions && <div className="-me-4 flex shrink-0">{actions}</div>}
      </header>
      <main id="main" tabIndex={-1} className="stack gap-8 pt-4 pb-16 outline-none sm:pt-8">
        {children}
      </main>
    </div>
  );
}

type ShellProps = {
  appName: string;
  actions?: ReactNode;
  children: ReactNode;
};
