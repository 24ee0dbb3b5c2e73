'use client';

import { useEffect, useState } from 'react';
import { focusWhereLost } from './focus';
import { LiveRegion } from './ui/notice';

/**
 * What a page says on arrival: draw it always, with what `noticeFrom` (lib/notices.ts) answers. It is said once: the address
 * loses its `notice`, so that a reload does not say it again, and it goes when a form is sent, for then there is newer news.
 */
export function ArrivalNotice({ notice }: { notice: Notice | null }) {
  const [last, setLast] = useState(notice);
  const [over, setOver] = useState<Notice | null>(null);
  // Every answer of the server brings a new one, be it the same sentence; without one, the last stays.
  const current = notice ?? last;

  useEffect(() => {
    if (!notice) return;
    setLast(notice);
    focusWhereLost();
    // Later, for the router learns of it only once it runs itself.
    const timer = setTimeout(forgetNotice);
    return () => clearTimeout(timer);
  }, [notice]);

  useEffect(() => {
    const hide = () => setOver(current);
    document.addEventListener('submit', hide);
    return () => document.removeEventListener('submit', hide);
  }, [current]);

  const shown = current === over ? null : current;
  return <LiveRegion tone={shown?.tone}>{shown?.text}</LiveRegion>;
}

function forgetNotice() {
  const url = new URL(location.href);
  if (!url.searchParams.has('notice')) return;
  url.searchParams.delete('notice');
  // Came along with it: a passkey is named right after it was created, and not on every reload.
  url.searchParams.delete('created');
  // Without a state of its own, the framework's router keeps its own there and takes the new address over.
  history.replaceState(null, '', url);
}

type Notice = { tone: 'info' | 'success' | 'error'; text: string };
