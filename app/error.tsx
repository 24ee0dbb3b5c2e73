'use client';

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
  return (
    <Shell appName="">
      <Card>
        <PageHeading>Something went wrong</PageHeading>
        <p>It is our fault, not yours. Nothing was lost.</p>
        {error.digest && <p className="text-sm text-muted">Reference: {error.digest}</p>}
        <Button type="button" onClick={retry}>
          Try again
        </Button>
      </Card>
    </Shell>
  );
}
