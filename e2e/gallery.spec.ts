import { test } from './fixtures';
import { openState } from './gallery/open-state';
import { states } from './gallery/states';
import { inspect } from './inspect';

// Everything in all its looks is slow on a machine that is busy.
test.describe.configure({ timeout: 120_000 });

for (const state of states) {
  test(`${state.name}: accessible in every look`, async ({ openBrowser }) => {
    await inspect(await openState(state, openBrowser, { as: 'ada_' }), state.name);
  });
}
