import { insertAccount, openSession } from '../accounts';
import { addAuthenticator } from '../authenticator';
import { openVisitor } from '../http-visitor';
import { addSealedCookie, enter, note, notMePath } from './cast';
import type { State } from './visit';

/** How somebody comes and goes, and what a mail asks about. */
export const comingAndGoing: State[] = [
  { name: 'register', open: ({ page }) => page.goto('/register') },
  {
    name: 'register-empty',
    async open({ page, send, refused }) {
      await page.goto('/register');
      await send({ name: '', username: '', email: '' });
      await refused();
    },
  },
  {
    name: 'register-taken',
    async open({ page, person, send, refused }) {
      await insertAccount(person);
      await page.goto('/register');
      await send({ name: person.name, username: person.username, email: `new-${person.email}` });
      await refused();
    },
  },
  {
    name: 'register-too-many',
    async open({ page, person, send, refused, address }) {
      const visitor = await openVisitor(process.env.E2E_APP_URL ?? '', address);
      const ask = await visitor.form('/sign-in', 'Email me a link');
      const asked = Array.from({ length: 12 }, (_, n) => ask({ identifier: `n${n}-${person.username}` }));
      await Promise.all([...asked, page.goto('/register')]);
      await visitor.close();
      const { name, username, email } = person;
      await send({ name, username, email });
      await refused();
    },
  },
  {
    name: 'welcome',
    async open(visit) {
      await enter(visit);
      await visit.page.goto('/welcome');
    },
  },
  {
    name: 'welcome-cancelled',
    scripted: true,
    async open(visit) {
      await enter(visit);
      const authenticator = await addAuthenticator(visit.page);
      await authenticator.recognises(false);
      await visit.page.goto('/welcome');
      await visit.press('Create a passkey');
      await visit.refused();
    },
  },
  {
    name: 'goodbye',
    async open(visit) {
      await addSealedCookie(visit, 'goodbye', { userHandle: 'AAAA', hadPasskeys: true });
      await visit.page.goto('/goodbye');
    },
  },
  {
    name: 'not-me',
    async open(visit) {
      await insertAccount(visit.person);
      await visit.page.goto(notMePath(await note(visit, 'signed_in', { method: 'email' })));
    },
  },
  {
    name: 'not-me-here',
    async open(visit) {
      const { page, person, alter } = visit;
      await insertAccount(person);
      await openSession(page.context(), person, 'Chrome on macOS');
      const event = await note(visit, 'signed_in', { method: 'email' });
      await alter(
        `update security_events set session_id = sessions.id from sessions, users
        where sessions.user_id = users.id and security_events.user_id = users.id and email = $1`,
      );
      await page.goto(notMePath(event));
    },
  },
  {
    name: 'not-me-done',
    async open(visit) {
      await insertAccount(visit.person);
      await visit.page.goto(notMePath(await note(visit, 'signed_in', { method: 'email' })));
      await visit.press("It wasn't me");
      await visit.page.waitForURL(/done/);
    },
  },
  {
    name: 'not-me-expired',
    async open(visit) {
      await insertAccount(visit.person);
      await visit.page.goto(notMePath(await note(visit, 'signed_in', { method: 'email' }, '8 days')));
    },
  },
  { name: 'not-me-wrong', open: ({ page }) => page.goto('/not-me?token=x') },
];
