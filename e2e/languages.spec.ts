import { locales } from '@/lib/messages/languages';
import { test } from './fixtures';
import { openState } from './gallery/open-state';
import { states } from './gallery/states';
import { inspectOnPhone } from './inspect';

test.describe.configure({ timeout: 120_000 });

for (const language of locales.filter((locale) => locale !== 'en')) {
  for (const state of states) {
    test(`${state.name}, ${language}: accessible, and fits a narrow phone`, async ({ openBrowser }) => {
      await inspectOnPhone(await openState(state, openBrowser, { language }), `${state.name}-${language}`);
    });
  }
}
