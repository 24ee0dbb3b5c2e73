import { Shell } from '@/components/page-shell';
import { ButtonLink } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { PageHeading } from '@/components/ui/page-heading';
import { currentMessages } from '@/lib/current-messages';
import { env } from '@/lib/env';
import { titled } from './titled';

export const generateMetadata = titled('errorPages.nothingHeading');

export default async function NotFound() {
  const t = await currentMessages();
  return (
    <Shell appName={env().appName}>
      <Card>
        <PageHeading>{t('errorPages.nothingHeading')}</PageHeading>
        <p>{t('errorPages.nothingText')}</p>
        <ButtonLink href="/">{t('errorPages.start')}</ButtonLink>
      </Card>
    </Shell>
  );
}
