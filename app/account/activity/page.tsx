import type { Metadata } from 'next';
import { ButtonLink } from '@/components/ui/button';
import { readActivity } from '@/lib/activity';
import { policy } from '@/lib/policy';
import { accountPage } from '../account-page';
import { EventList } from './list';

export const metadata: Metadata = { title: 'Activity' };

export default accountPage(
  {
    path: '/account/activity',
    heading: 'Activity',
    lead: `What happened to your account in the last ${policy.upkeep.events / 86_400} days, newest first.`,
  },
  async (current, { before }) => {
    const { events, first, older } = await readActivity(current, before);
    return (
      <>
        {events.length > 0 ? (
          <EventList events={events} />
        ) : (
          <p className="text-muted">{first ? 'Nothing has happened yet.' : 'There is nothing older.'}</p>
        )}
        {(!first || older) && (
          <nav aria-label="Pages of activity" className="row">
            {!first && <ButtonLink href="/account/activity">Newest</ButtonLink>}
            {older && <ButtonLink href={`/account/activity?before=${older}`}>Older</ButtonLink>}
          </nav>
        )}
      </>
    );
  },
);
