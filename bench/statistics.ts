export function median(sample: number[]): number {
  const sorted = sample.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [upper = Number.NaN, lower = upper] = [sorted[middle], sorted[middle - 1]];
  return sorted.length % 2 ? upper : (lower + upper) / 2;
}

/**
 * The two-sample Kolmogorov–Smirnov test: the largest distance between two empirical distributions, and how likely one as
 * large is where both come from the same (Numerical Recipes, 14.3.3).
 */
export function kolmogorovSmirnov(one: number[], other: number[]): { statistic: number; p: number } {
  const below = (sample: number[], value: number) => sample.filter((x) => x <= value).length / sample.length;
  const statistic = Math.max(...[...one, ...other].map((x) => Math.abs(below(one, x) - below(other, x))));
  const root = Math.sqrt((one.length * other.length) / (one.length + other.length));
  const scaled = (root + 0.12 + 0.11 / root) * statistic;
  let p = 0;
  for (let k = 1; k <= 100; k += 1) p += 2 * (k % 2 ? 1 : -1) * Math.exp(-2 * k * k * scaled * scaled);
  // The series does not converge where the distance is next to nothing.
  return { statistic, p: scaled < 0.2 ? 1 : Math.min(1, Math.max(0, p)) };
}

/** The smallest value that so much of a sample does not exceed (nearest rank). */
export function quantile(sample: number[], share: number): number {
  const sorted = sample.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
