import type { Metadata } from 'next';
import { accountPage } from '../account-page';
import { DeleteAccount } from './delete-account';

export const metadata: Metadata = { title: 'Your data' };

export default accountPage(
  { path: '/account/data', heading: 'Your data', lead: 'To take with you, or to have deleted.' },
  async ({ user }) => (
    <>
      <section aria-labelledby="download" className="panel stack p-5">
        <div className="stack gap-1">
          <h2 id="download" className="text-lg font-semibold">
            Download
          </h2>
          <p>
            Everything we keep of your account, as one JSON file: profile, passkeys, sessions, activity. There
            is nothing in it that could sign anyone in.
          </p>
        </div>
        {/* No `download` attribute: whose session has ended would save the sign-in page. */}
        <a href="/account/data/download" className="link w-fit py-2.5">
          Download my data
        </a>
      </section>
      <section aria-labelledby="delete" className="panel stack p-5">
        <div className="stack gap-1">
          <h2 id="delete" className="text-lg font-semibold">
            Delete
          </h2>
          <p>Your account and everything of it, at once and for good.</p>
        </div>
        <DeleteAccount username={user.username} />
      </section>
    </>
  ),
);
