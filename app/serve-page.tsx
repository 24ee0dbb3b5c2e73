import type { ReactNode } from 'react';
import { Shell } from '@/components/page-shell';
import { ButtonLink } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { PageHeading } from '@/components/ui/page-heading';
import { env } from '@/lib/env';
import { asAuthFailure } from '@/lib/errors';
import { setStatus } from '@/lib/http-exchange';
import { errorKind, log } from '@/lib/log';
import { messages } from '@/lib/messages';

/**
 * Wraps a page: a service that does not answer gives a 503 with words, at the same address, and takes nobody's cookie
 * away. Pages therefore read everything they need themselves, not in components below them.
 */
export function servePage<P>(page: (props: P) => Promise<ReactNode>) {
  return async (props: P): Promise<ReactNode> => {
    try {
      return await page(props);
    } catch (error) {
      const failure = asAuthFailure(error);
      if (!failure) throw error;
      setStatus(failure.status);
      log('error', 'page.unavailable', { code: failure.code, error: errorKind(failure.cause) });
      return <Unavailable message={messages[failure.code]} />;
    }
  };
}

function Unavailable({ message }: { message: string }) {
  return (
    <Shell appName={env().appName}>
      <Card>
        <PageHeading>We'll be right back</PageHeading>
        <p>{message}</p>
        <ButtonLink href="">Try again</ButtonLink>
      </Card>
    </Shell>
  );
}

/** The query of a page, as the framework hands it over. */
export type Query = { searchParams: Promise<Record<string, string | string[] | undefined>> };
