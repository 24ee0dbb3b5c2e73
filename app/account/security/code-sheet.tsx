'use client';

import { useSyncExternalStore } from 'react';
import { Button, ButtonLink } from '@/components/ui/button';

/** The codes, and ways to take them along. It is all that is printed of a page (globals.css). */
export function CodeSheet({ codes, appName, username }: CodeSheetProps) {
  const scripted = useScripted();
  const title = `${appName} recovery codes of ${username}`;
  return (
    <div className="sheet stack">
      <p className="hidden font-semibold print:block">{title}. Each works once.</p>
      <ol
        aria-label="Your recovery codes"
        className="grid gap-x-8 gap-y-2 rounded-control border border-line bg-sunken p-4 font-mono sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code} className="select-all">
            {code}
          </li>
        ))}
      </ol>
      <div className="row print:hidden">
        <ButtonLink
          href={asTextFile([`${title}. Each works once.`, '', ...codes])}
          download="recovery-codes.txt"
        >
          Download
        </ButtonLink>
        {scripted && (
          <Button type="button" onClick={() => window.print()}>
            Print
          </Button>
        )}
      </div>
    </div>
  );
}

function asTextFile(lines: string[]): string {
  return `data:text/plain;charset=utf-8,${encodeURIComponent(`${lines.join('\r\n')}\r\n`)}`;
}

/** False in what the server renders: without JavaScript it stays so. */
function useScripted(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  );
}

type CodeSheetProps = { codes: string[]; appName: string; username: string };
