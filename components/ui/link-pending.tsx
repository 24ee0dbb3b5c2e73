'use client';

import { useLinkStatus } from 'next/link';

/**
 * A line under a link while its page is on its way, once that takes long enough to be wondered about. The link must be
 * `relative`. Nothing is spoken: the browser, or the router, tells of the page when it is there.
 */
export function LinkPending() {
  const { pending } = useLinkStatus();
  if (!pending) return null;
  return (
    <span
      aria-hidden="true"
      className="absolute inset-x-2.5 bottom-1 h-0.5 animate-wait rounded-full bg-current"
    />
  );
}
