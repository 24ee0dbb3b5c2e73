'use client';

import { useFilledMessages } from '@/components/filled-messages';
import { Shell } from '@/components/page-shell';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { PageHeading } from '@/components/ui/page-heading';

/** What `error.tsx` shows. */
export default function ErrorCard({ error, retry }: ErrorCardProps) {
  const t = useFilledMessages();
  return (
    <Shell appName="">
      <Card>
        <PageHeading>{t('common.wrongHeading')}</PageHeading>
        <p>{t('common.ourFault')}</p>
        {error.digest && (
          <p className="text-sm text-muted">{t('common.reference', { reference: error.digest })}</p>
        )}
        <Button type="button" onClick={retry}>
          {t('common.tryAgain')}
        </Button>
      </Card>
    </Shell>
  );
}

export type ErrorCardProps = { error: Error & { digest?: string }; retry: () => void };
