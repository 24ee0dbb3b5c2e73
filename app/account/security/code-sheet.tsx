'use client';

import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useMessages } from '@/components/messages';
import { Button, ButtonLink } from '@/components/ui/button';

/**
 * The codes, and ways to take them along. They get the focus when they come: left on the button, a second Enter would ask
 * for others. It is all that is printed of a page (globals.css).
 */
export function CodeSheet({ codes, title }: CodeSheetProps) {
  const t = useMessages();
  const list = useRef<HTMLOListElement>(null);
  const scripted = useScripted();
  const [copied, setCopied] = useState(false);
  // Once the dialogs that led here have closed, and given the focus back.
  useEffect(() => {
    const timer = setTimeout(() => list.current?.focus());
    return () => clearTimeout(timer);
  }, []);

  async function copy() {
    await navigator.clipboard.writeText(codes.join('\n'));
    setCopied(true);
  }

  return (
    <div className="sheet stack">
      <p className="hidden font-semibold print:block">{title}</p>
      <ol
        ref={list}
        tabIndex={-1}
        aria-label={t('securityForms.yourCodes')}
        className="grid justify-items-center gap-x-8 gap-y-2 rounded-control border border-line bg-sunken p-4 font-mono sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code} dir="ltr" className="select-all">
            {code}
          </li>
        ))}
      </ol>
      <div className="row print:hidden">
        {scripted && 'clipboard' in navigator && (
          <Button type="button" onClick={() => void copy().catch(() => {})}>
            <span aria-live="polite">{t(copied ? 'securityForms.copied' : 'securityForms.copy')}</span>
          </Button>
        )}
        <ButtonLink href={asTextFile([title, '', ...codes])} download="recovery-codes.txt">
          {t('securityForms.download')}
        </ButtonLink>
        {scripted && (
          <Button type="button" onClick={() => window.print()}>
            {t('securityForms.print')}
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

type CodeSheetProps = { codes: string[]; title: string };
