import type { ReactNode } from 'react';
import { Main } from './main';
import { PageLink } from './ui/page-link';
import { Wordmark } from './wordmark';

/**
 * The frame of every page: the way home, `actions` at the far end, and one column below. A `nav` stands above that
 * column, and beside it where the screen is wide enough for both. Without a name (which only the server knows) the
 * logo stands alone, and leads nowhere.
 */
export function Shell({ appName, actions, nav, children }: ShellProps) {
  const main = <Main>{children}</Main>;

  return (
    <div
      className={`mx-auto flex w-full max-w-page grow flex-col px-5 sm:px-8 ${nav ? 'wide:max-w-wide' : ''}`}
    >
      <header className="flex min-h-19 items-center justify-between gap-4 py-4">
        {/* Alone in the header it stands in the middle, over the card. */}
        <div className="flex min-h-11 min-w-0 items-center only:mx-auto">
          {appName ? (
            <PageLink href="/" className="flex min-h-11 min-w-0 items-center rounded-control">
              <Wordmark appName={appName} />
            </PageLink>
          ) : (
            <Wordmark appName="" />
          )}
        </div>
        {/* Quiet buttons: their text, not their padding, ends with the column. */}
        {actions && <div className="-me-4 flex shrink-0">{actions}</div>}
      </header>
      {nav ? (
        <div className="beside">
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
