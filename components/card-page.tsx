import type { ReactNode } from 'react';
import { env } from '@/lib/env';
import { Shell } from './page-shell';
import { Card } from './ui/card';
import { PageHeading } from './ui/page-heading';

/** A page that is one card with a heading. */
export function CardPage({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Shell appName={env().appName}>
      <Card>
        <PageHeading>{heading}</PageHeading>
        {children}
      </Card>
    </Shell>
  );
}
