const kept = globalThis as { mailedLinks?: string[] };

/** Mail goes nowhere: its link is kept until whoever measures fetches it. */
export function mail(link: string): void {
  kept.mailedLinks ??= [];
  kept.mailedLinks.push(link);
}

/** The links since last time. */
export function takeLinks(): string[] {
  return kept.mailedLinks?.splice(0) ?? [];
}
