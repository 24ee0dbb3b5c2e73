import type { ReactNode } from 'react';
import { env } from '@/lib/env';
import { Shell } from './page-shell';
import { Card } from './ui/card';
import { PageHeading } from './ui/page-heading';

/** A page that is one card: a heading, with a mark above it and a sentence below it where they help, and the rest. */
export function CardPage({ heading, icon, lead, actions, children }: CardPageProps) {
  return (
    <Shell appName={env().appName} actions={actions}>
      <Card>
        <PageHeading icon={icon} lead={lead}>
          {heading}
        </PageHeading>
        {children}
      </Card>
    </Shell>
  );
}

type CardPageProps = {
  heading: ReactNode;
  icon?: ReactNode;
  lead?: ReactNode;
  /** What stands at the far end of the header. */
  actions?: ReactNode;
  children: ReactNode;
};
