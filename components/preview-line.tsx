import type { Translate } from '@/lib/messages/format';

/** For trial deployments, which have a host and so an RP ID of their own. */
export function PreviewLine({ t }: { t: Translate }) {
  return <p className="text-sm text-muted">{t('preview.separate')}</p>;
}
