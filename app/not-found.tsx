import { Shell } from '@/components/page-shell';
import { ButtonLink } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { PageHeading } from '@/components/ui/page-heading';
import { env } from '@/lib/env';

export default function NotFound() {
  return (
    <Shell appName={env().appName}>
      <Card>
        <PageHeading>There is nothing here</PageHeading>
        <p>The address may be mistyped, or the page has moved.</p>
        <ButtonLink href="/">Go to the start</ButtonLink>
      </Card>
    </Shell>
  );
}
