import { titled } from '../../titled';
import { accountPage, STEP_UP_WORDS } from '../account-page';
import { DeleteAccount } from './delete-account';

export const generateMetadata = titled('yourData.heading');

export default accountPage(
  {
    path: '/account/data',
    heading: 'yourData.heading',
    lead: (t) => t('yourData.lead'),
    words: ['deleteAccount', ...STEP_UP_WORDS],
  },
  async ({ user }, _, t) => (
    <>
      <section aria-labelledby="download" className="panel stack p-5 sm:p-6">
        <div className="stack gap-1">
          <h2 id="download" className="text-lg font-semibold">
            {t('yourData.downloadHeading')}
          </h2>
          <p>{t('yourData.downloadText')}</p>
        </div>
        {/* No `download` attribute: whose session has ended would save the sign-in page. */}
        <a href="/account/data/download" className="link w-fit py-2.5">
          {t('yourData.download')}
        </a>
      </section>
      <section aria-labelledby="delete" className="panel stack p-5 sm:p-6">
        <div className="stack gap-1">
          <h2 id="delete" className="text-lg font-semibold">
            {t('yourData.deleteHeading')}
          </h2>
          <p>{t('yourData.deleteText')}</p>
        </div>
        <DeleteAccount username={user.username} />
      </section>
    </>
  ),
);
