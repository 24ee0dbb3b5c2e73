import { expect, test } from 'vitest';
import { chart } from './chart';
import { Figures } from './figures';
import { WITHOUT_ARGON2 } from './names';
import { report } from './report';

const SETTING = {
  machine: 'one machine',
  command: 'npm run bench',
  extent: 'three rounds',
  chart: 'benchmarks.svg',
};

test('a row holds minimum, median and maximum of each, and how many times another takes Latchkey takes', () => {
  const figures = measured('CPU: account page', {
    floor: [2, 1, 3],
    'Auth.js': [8, 8, 8],
    Latchkey: [4, 4, 5],
  });
  expect(rowsOf(report(figures, SETTING), 'protected page')).toContain(
    '| protected page, signed in: server CPU, ms | 1.00 / 2.00 / 3.00 |  |  | 8.00 | 4.00 / 4.00 / 5.00 | 2.00 |  | 0.50 |',
  );
});

test('a goal is met or not met by medians, against the best of several', () => {
  const figures = measured('CPU: passkey sign-in', { 'better-auth': [10], 'Auth.js': [20], Latchkey: [7] });
  const title = 'passkey sign-in: options and verification: server CPU, ms';
  expect(rowsOf(report(figures, SETTING), title)).toContain(
    `| ${title} | 7.00 | better-auth: 10.00 | × 0.6 | × 0.70 | **not met** |`,
  );
  figures.add('CPU: passkey sign-in', 'Auth.js', 9);
  figures.add('CPU: passkey sign-in', 'Latchkey', 1);
  figures.add('CPU: passkey sign-in', 'Latchkey', 1);
  expect(report(figures, SETTING)).toContain('| × 0.6 | × 0.10 | met |');
});

test('what is told with Argon2 apart comes from the server whose hashes cost nothing', () => {
  const row = 'CPU: redemption';
  const figures = measured(row, {
    'better-auth': [10],
    'Auth.js': [12],
    Latchkey: [30],
    [WITHOUT_ARGON2]: [8],
  });
  expect(report(figures, SETTING)).toContain(
    'Argon2 apart | 8.00 | better-auth: 10.00 | × 0.8 | × 0.80 | met |',
  );
});

test('what failed is named', () => {
  const figures = measured('failed: passkey sign-in', { 'Auth.js': [0, 2], Latchkey: [0, 0] });
  expect(report(figures, SETTING)).toContain('Requests that failed: Auth.js: 2 of passkey sign-in.');
});

test('the chart has a bar for each that was measured', () => {
  const figures = measured('CPU: account page', { floor: [1], 'better-auth': [4], Latchkey: [2] });
  const widths = [...chart(figures).matchAll(/<rect class="([^"]*)".*? width="(\d+)"/g)].map(
    ([, kind, width]) => [kind, width],
  );
  expect(widths).toEqual([
    ['bar', '130'],
    ['bar', '520'],
    ['bar own', '260'],
  ]);
});

function measured(row: string, samples: Record<string, number[]>): Figures {
  const figures = new Figures();
  for (const [name, sample] of Object.entries(samples))
    for (const figure of sample) figures.add(row, name, figure);
  return figures;
}

function rowsOf(page: string, title: string): string[] {
  return page.split('\n').filter((line) => line.startsWith(`| ${title}`));
}
