'use client';

import { useRouter } from 'next/navigation';
import { type ComponentProps, type MouseEvent, useTransition } from 'react';

/**
 * A link to another page of ours. The router brings the page, so that what was typed is still known there, and fetches nothing
 * before that: no more than the framework's own link does without its prefetching, at a tenth of its weight.
 *
 * `line` draws a line under it while the page is on its way, once that takes long enough to be wondered about; it must be
 * `relative` then. Nothing is spoken: the browser, or the router, tells of the page when it is there.
 */
export function PageLink({ href, line = false, children, ...props }: PageLinkProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();

  function follow(event: MouseEvent<HTMLAnchorElement>) {
    if (!isPlain(event)) return;
    event.preventDefault();
    startTransition(() => router.push(href));
  }

  return (
    <a {...props} href={href} onClick={follow}>
      {children}
      {line && pending && (
        <span
          aria-hidden="true"
          className="absolute inset-x-2.5 bottom-1 h-0.5 animate-wait rounded-full bg-current"
        />
      )}
    </a>
  );
}

/** Whether the page is to come in place of this one; what else people and links ask for, browsers do. */
function isPlain({ currentTarget, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent<HTMLAnchorElement>) {
  return !(metaKey || ctrlKey || shiftKey || altKey || currentTarget.target || currentTarget.download);
}

export type PageLinkProps = Omit<ComponentProps<'a'>, 'href' | 'onClick'> & { href: string; line?: boolean };
