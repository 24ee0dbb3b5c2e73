'use client';

import { type ReactNode, useEffect } from 'react';
import { focusWhereLost } from './focus';

/**
 * The page's content. When the framework's router brings it, what had the focus is gone with the page before: it goes here,
 * so that the next control is the first of the content. When the browser loads it, the browser sees to that.
 */
export function Main({ children }: { children: ReactNode }) {
  useEffect(() => {
    if (loaded) focusWhereLost();
    loaded = true;
  }, []);
  return (
    <main id="main" tabIndex={-1} className="stack gap-8 pt-4 pb-16 outline-none sm:pt-8">
      {children}
    </main>
  );
}

/** Whether a page has been shown since the browser loaded one. */
let loaded = false;
