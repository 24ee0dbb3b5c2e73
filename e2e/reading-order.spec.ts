import { expect, test } from './fixtures';
import { openState } from './gallery/open-state';
import { states } from './gallery/states';

// What a screen reader reads, in its order (reading-order/). Where a page has changed, `--update-snapshots` writes it
// anew: read the difference, and take out what is different every day.

/** With everything around their content, which is the same on all. */
const WHOLE = ['start', 'account'];
const CONTENT = [
  'sign-in',
  'sign-in-remembered',
  'register-empty',
  'check-email',
  'link-elsewhere',
  'welcome',
  'recover',
  'account-offer',
  'passkeys',
  'passkeys-delete',
  'step-up',
  'security-email-paused',
  'sessions',
  'activity',
  'profile-email-waiting',
  'data-delete',
  'not-me',
];

for (const state of states.filter(({ name }) => [...WHOLE, ...CONTENT].includes(name))) {
  test(`${state.name} is read in an order that makes sense`, async ({ openBrowser }) => {
    const page = await openState(state, openBrowser);
    const read = page.locator(WHOLE.includes(state.name) ? 'body' : 'main');
    await expect(read).toMatchAriaSnapshot({ name: `${state.name}.aria.yml` });
  });
}
