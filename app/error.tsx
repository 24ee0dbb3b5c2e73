'use client';

import { lazy, Suspense } from 'react';
import type { ErrorCardProps } from './error-card';

/**
 * What no page foresaw. The message is withheld by the server; the digest finds it in the log. Every page brings this, and
 * hardly one needs it, so what it shows comes when it does; where it cannot, global-error.tsx stands in.
 */
export default function ErrorPage(props: ErrorCardProps) {
  return (
    <Suspense>
      <ErrorCard {...props} />
    </Suspense>
  );
}

const ErrorCard = lazy(() => import('./error-card'));
