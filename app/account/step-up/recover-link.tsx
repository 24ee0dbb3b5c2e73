import type { ReactNode } from 'react';

/** The way back for whoever cannot confirm: for the messages' tag `link`. */
export function recoverLink(words: ReactNode) {
  return (
    <a href="/sign-in/recover" className="link">
      {words}
    </a>
  );
}
