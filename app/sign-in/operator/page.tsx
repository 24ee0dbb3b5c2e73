import { Address } from '@/components/address';
import { CardPage } from '@/components/card-page';
import { ClientMessages } from '@/components/client-messages';
import { ButtonLink } from '@/components/ui/button';
import { WarningIcon } from '@/components/ui/icons';
import { currentMessages } from '@/lib/current-messages';
import { env } from '@/lib/env';
import { setStatus } from '@/lib/http-exchange';
import { inspectOperatorLink } from '@/lib/operator/link';
import { policy } from '@/lib/policy';
import { type Query, servePage } from '../../serve-page';
import { titled } from '../../titled';
import { OperatorLinkForm } from './form';

export const generateMetadata = titled('link.title', { referrer: 'strict-origin' });

/** Where an operator's link leads. Looking at it changes nothing: only the form in it, sent by POST, signs anyone in. */
export default servePage(async ({ searchParams }: Query) => {
  const [{ token }, t] = await Promise.all([searchParams, currentMessages()]);
  const link = await inspectOperatorLink(token);
  if (link.state !== 'open') {
    const { status, heading, text } = dead[link.state];
    setStatus(status);
    return (
      <CardPage heading={t(heading)} icon={<WarningIcon />}>
        <p>{t(text, { minutes: policy.link.lifetime / 60 })}</p>
        <ButtonLink href="/sign-in">{t('signIn.back')}</ButtonLink>
      </CardPage>
    );
  }
  const address = () => (
    <strong>
      <Address>{link.address}</Address>
    </strong>
  );
  return (
    <CardPage heading={t('operatorLink.heading')}>
      <p>{t.rich('operatorLink.madeFor', { appName: env().appName, address })}</p>
      <p>{t('operatorLink.onlyIfAsked')}</p>
      <ClientMessages of={['linkForm']}>
        <OperatorLinkForm token={String(token)} pending={t('operatorLink.signingIn')} />
      </ClientMessages>
    </CardPage>
  );
});

const dead = {
  wrong: { status: 404, heading: 'operatorLink.wrong', text: 'operatorLink.wrongText' },
  expired: { status: 410, heading: 'operatorLink.expired', text: 'operatorLink.expiredText' },
  used: { status: 410, heading: 'operatorLink.used', text: 'operatorLink.usedText' },
  void: { status: 410, heading: 'operatorLink.void', text: 'operatorLink.voidText' },
} as const;
