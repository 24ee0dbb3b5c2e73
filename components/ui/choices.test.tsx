import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Choices } from './choices';

test('the question is the name of the group, the hint its description, and one answer is chosen', () => {
  const html = renderToStaticMarkup(
    <Choices
      legend="Where to keep it"
      name="hint"
      hint="The browser may ask again."
      options={[
        { value: 'client-device', label: 'This device' },
        { value: 'hybrid', label: 'Phone or tablet' },
      ]}
      defaultValue="hybrid"
    />,
  );
  const [, hintId] = html.match(/^<fieldset aria-describedby="([^"]*)"/) ?? [];
  expect(html).toMatch(/<legend[^>]*>Where to keep it<\/legend>/);
  expect(html).toMatch(new RegExp(`<p id="${hintId}"[^>]*>The browser may ask again\\.<`));
  expect(html.match(/<input[^>]* checked=""[^>]*>/g)).toEqual([expect.stringContaining('value="hybrid"')]);
});
