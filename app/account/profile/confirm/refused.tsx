import { ButtonLink } from '@/components/ui/button';
import { PageHeading } from '@/components/ui/page-heading';
import type { FailureCode } from '@/lib/errors';
import type { Translate } from '@/lib/messages/format';

/** Why the link to a new address does nothing here, and what to do instead. */
export function Refused({ code, signedIn, t }: { code: FailureCode; signedIn: boolean; t: Translate }) {
  switch (code) {
    case 'link_malformed':
      return (
        <>
          <PageHeading>{t('emailChangeLink.incompleteHeading')}</PageHeading>
          <p>{t('refusals.link_malformed')}</p>
        </>
      );
    case 'link_elsewhere':
      return (
        <>
          <PageHeading>{t('emailChangeLink.elsewhereHeading')}</PageHeading>
          <p>{t('refusals.link_elsewhere')}</p>
          <p className="text-muted">{t('emailChangeLink.notUsedUp')}</p>
        </>
      );
    case 'not_signed_in':
      return (
        <>
          <PageHeading>{t('emailChangeLink.signInFirst')}</PageHeading>
          <p>{t(signedIn ? 'emailChangeLink.otherAccountText' : 'emailChangeLink.signInText')}</p>
          {!signedIn && (
            <ButtonLink href="/sign-in?to=/account/profile" variant="primary">
              {t('emailChangeLink.signIn')}
            </ButtonLink>
          )}
        </>
      );
    default:
      return (
        <>
          <PageHeading>{t('emailChangeLink.deadHeading')}</PageHeading>
          <p>{t(code === 'link_used' ? 'emailChangeLink.usedOrCancelled' : `refusals.${code}`)}</p>
          <ButtonLink href="/account/profile">{t('emailChangeLink.goToProfile')}</ButtonLink>
        </>
      );
  }
}
