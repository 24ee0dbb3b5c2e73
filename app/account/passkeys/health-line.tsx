import { Notice } from '@/components/ui/notice';
import { PageLink } from '@/components/ui/page-link';
import { currentMessages } from '@/lib/current-messages';
import type { Advice } from '@/lib/passkeys/health';

/** What to see to, and the one thing to do about it; or that all is in order. */
export async function HealthLine({ advice }: { advice: Advice | null }) {
  const t = await currentMessages();
  if (!advice) return <Notice tone="success">{t('passkeyAdvice.inOrder')}</Notice>;
  const { sentence, action } = advice;
  return (
    <Notice>
      {t(...sentence)}{' '}
      <PageLink href={action.href} className="link">
        {t(action.label)}
      </PageLink>
    </Notice>
  );
}
