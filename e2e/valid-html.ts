import { expect } from '@playwright/test';
import { HtmlValidate } from 'html-validate/node';

/** A page is valid HTML as the server sends it, before any browser has put it right. */
export async function expectValid(html: string) {
  const { results } = await validator.validateString(html);
  const problems = results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} (${selector})`),
  );
  expect(html).toContain('</html>');
  expect(problems).toEqual([]);
}

/** What the standard forbids and what keeps people out; not the style of the source, which is React's. */
const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: {
    // A name is well placed on whatever has a role that takes one, be it a list item.
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
    // A dialog that says why something cannot be done stands in the form that would do it.
    'wcag/h32': 'off',
  },
  elements: [
    'html5',
    // React sends the form of a server action to `action=""`, which every browser reads as this address.
    { form: { attributes: { action: { enum: ['', '/.*/'] } } } },
  ],
});
