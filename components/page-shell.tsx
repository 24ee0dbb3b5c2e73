import Link from 'next/link';
import type { ReactNode } from 'react';
import { Wordmark } from './wordmark';

/**
 * The frame of every page: skip link, wordmark, `actions` at the far end, and one column below. A `nav` stands above
 * that column, and beside it where the screen is wide enough for both.
 */
export function Shell({ appName, actions, nav, children }: ShellProps) {
  const main = (
    <main id="main" tabIndex={-1} className="stack gap-8 pt-4 pb-16 outline-none sm:pt-8">
      {children}
    </main>
  );

  return (
    <div
      className={`mx-auto flex min-h-dvh w-full flex-col px-5 sm:px-8 max-w-2xl ${nav ? 'min-[56rem]:max-w-[53rem]' : ''}`}
    >
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
      {nav ? (
        <div className="stack min-[56rem]:grid-cols-[8rem_minmax(0,1fr)] min-[56rem]:gap-x-12">
          {nav}
          {main}
        </div>
      ) : (
        main
      )}
    </div>
  );
}

type ShellProps = {
  appName: string;
  actions?: ReactNode;
  nav?: ReactNode;
  children: ReactNode;
};
