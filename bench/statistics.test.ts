import { expect, test } from 'vitest';
import { kolmogorovSmirnov, median, quantile } from './statistics';

test('the median is in the middle, or between the two that are', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([9, 1, 5, 6])).toBe(5.5);
  expect(median([])).toBeNaN();
});

test('a quantile is a value of the sample', () => {
  const hundred = Array.from({ length: 100 }, (_, n) => n + 1);
  expect([0, 0.5, 0.99, 1].map((share) => quantile(hundred, share))).toEqual([1, 50, 99, 100]);
  expect(quantile([3, 7], 0.99)).toBe(7);
});

test('two samples of the same are told from two of different', () => {
  const sample = Array.from({ length: 50 }, (_, n) => n);
  expect(kolmogorovSmirnov(sample, sample)).toEqual({ statistic: 0, p: 1 });
  expect(
    kolmogorovSmirnov(
      sample,
      sample.map((value) => value + 40),
    ).p,
  ).toBeLessThan(0.001);
});
