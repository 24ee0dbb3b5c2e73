/** The value that so large a part of a sample is not above, by the nearest rank. */
export function quantile(sample: number[], part: number): number {
  const sorted = sample.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
}
