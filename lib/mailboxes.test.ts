import { expect, test } from 'vitest';
import { mailboxOf } from './mailboxes';

test.each([
  ['ada@gmail.com', 'Gmail'],
  ['Ada.King@GoogleMail.com ', 'Gmail'],
  ['ada@hotmail.co.uk', 'Outlook'],
  ['ada@live.nl', 'Outlook'],
  ['ada@msn.com', 'Outlook'],
  ['ada@me.com', 'iCloud Mail'],
  ['ada@yahoo.com.br', 'Yahoo Mail'],
  ['ada@proton.me', 'Proton Mail'],
  ['ada@gmx.de', 'GMX'],
  ['ada@web.de', 'WEB.DE'],
])('the mail of %s is read at %s', (address, name) => {
  expect(mailboxOf(address)?.name).toBe(name);
  expect(mailboxOf(address)?.url).toMatch(/^https:\/\//);
});

test.each(['ada', 'ada@', 'ada@example.com', 'ada@gmail.com.evil.example', 'ada@notgmail.com', 'gmail.com'])(
  'of %s nothing is known',
  (typed) => {
    expect(mailboxOf(typed)).toBeNull();
  },
);
