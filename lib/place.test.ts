import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describePlace } from './place';

test.each([
  ['Berlin, Germany', 'Berlin', 'DE'],
  ['São Paulo, Brazil', 'S%C3%A3o%20Paulo', 'BR'],
  ['St. Gallen, Switzerland', 'St.%20Gallen', 'CH'],
  ['L’Aquila, Italy', 'L%E2%80%99Aquila', 'IT'],
  ['東京, Japan', '%E6%9D%B1%E4%BA%AC', 'JP'],
  ['Germany', null, 'DE'],
  ['Berlin', 'Berlin', null],
])('%s is told from what the platform sends', (place, city, country) => {
  expect(describePlace(city, country)).toBe(place);
});

test.each([
  [null, null],
  ['', ''],
  ['%', 'de'],
  ['<b>', 'DEU'],
  ['https%3A%2F%2Fevil.example', '1'],
  ['Berlin%0D%0ABcc%3A%20x', 'D\n'],
  ['0800%20123456', 'QQ'],
  ['a'.repeat(61), 'ZZ'],
])('what is no city (%j) and no country (%j) is not told', (city, country) => {
  expect(describePlace(city, country)).toBeNull();
});

test('PR5: whatever the headers hold, what is told is short and of one line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ maxLength: 3 }), (city, country) => {
      for (const place of [describePlace(city, country), describePlace(encodeURIComponent(city), country)]) {
        expect(place ?? '').toMatch(/^[^\p{Cc}<>/:@]{0,120}$/u);
      }
    }),
  );
});
