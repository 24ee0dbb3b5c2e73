'use client';

import { useMessages } from '@/components/messages';
import { Shell } from '@/components/page-shell';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { PageHeading } from '@/components/ui/page-heading';

/** What no page foresaw. The message is withheld by the server; the digest finds it in the log. */
export default function ErrorPage({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  retry: () => void;
}) {
  const t = useMessages();
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
