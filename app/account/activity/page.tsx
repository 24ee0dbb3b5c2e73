import { ButtonLink } from '@/components/ui/button';
import { readActivity } from '@/lib/activity';
import { policy } from '@/lib/policy';
import { titled } from '../../titled';
import { accountPage } from '../account-page';
import { EventList } from './list';

export const generateMetadata = titled('activity.heading');

export default accountPage(
  {
    path: '/account/activity',
    heading: 'activity.heading',
    lead: (t) => t('activity.lead', { days: policy.upkeep.events / 86_400 }),
  },
  async (current, { before }, t) => {
    const { events, first, older } = await readActivity(current, before);
    return (
      <>
        {events.length > 0 ? (
          <EventList events={events} t={t} />
        ) : (
          <p className="text-muted">{t(first ? 'activity.nothing' : 'activity.nothingOlder')}</p>
        )}
        {(!first || older) && (
          <nav aria-label={t('activity.pages')} className="row">
            {!first && <ButtonLink href="/account/activity">{t('activity.newest')}</ButtonLink>}
            {older && (
              <ButtonLink href={`/account/activity?before=${older}`}>{t('activity.older')}</ButtonLink>
            )}
          </nav>
        )}
      </>
    );
  },
);
