import type { ReactNode } from 'react';
import { Shell } from '@/components/page-shell';
import { ButtonLink } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { PageHeading } from '@/components/ui/page-heading';
import { currentMessages } from '@/lib/current-messages';
import { env } from '@/lib/env';
import { AuthFailure, asAuthFailure } from '@/lib/errors';
import { lackedService, requestId, setStatus } from '@/lib/http-exchange';
import { log } from '@/lib/log';
import { refusalFields } from '@/lib/log-outcome';
import { policy } from '@/lib/policy';

/**
 * Wraps a page: a service that does not answer gives a 503 with words, at the same address, and takes nobody's cookie
 * away. Pages therefore read everything they need themselves, not in components below them.
 */
export function servePage<P>(page: (props: P) => Promise<ReactNode>) {
  return async (props: P): Promise<ReactNode> => {
    try {
      const content = page(props);
      return await (lackedService() ? atOnce(content) : content);
    } catch (error) {
      const failure = asAuthFailure(error);
      if (!failure) throw error;
      setStatus(failure.status, failure.retryAfter);
      log('error', 'page.unavailable', refusalFields(failure));
      return <Unavailable failure={failure} />;
    }
  };
}

/** After an action that waited in vain, its page gets no time to do so too: nobody is kept waiting for 3 seconds. */
async function atOnce<T>(content: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new AuthFailure('unavailable', { reason: 'after_action' })),
      policy.patience.page,
    );
  });
  return Promise.race([content, late]).finally(() => clearTimeout(timer));
}

async function Unavailable({ failure }: { failure: AuthFailure }) {
  const t = await currentMessages();
  // What to quote to whoever runs this: it finds the line in the log.
  const reference = requestId();
  return (
    <Shell appName={env().appName}>
      <Card>
        <PageHeading>{t('errorPages.unavailableHeading')}</PageHeading>
        <p>{t(`refusals.${failure.code}`)}</p>
        {reference && <p className="text-sm text-muted">{t('common.reference', { reference })}</p>}
        <ButtonLink href="">{t('common.tryAgain')}</ButtonLink>
      </Card>
    </Shell>
  );
}

/** The query of a page, as the framework hands it over. */
export type Query = { searchParams: Promise<Record<string, string | string[] | undefined>> };
