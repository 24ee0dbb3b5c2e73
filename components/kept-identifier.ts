/**
 * The identifier that was typed last, for the other pages that ask for one: whoever goes from one to another does not type
 * it twice. It is kept in the memory of the page alone: no address, no log and no disk ever holds it.
 */
let kept = '';

export function keepIdentifier(typed: string): void {
  kept = typed.trim();
}

export function keptIdentifier(): string | undefined {
  return kept || undefined;
}

export function keptEmail(): string | undefined {
  return kept.includes('@') ? kept : undefined;
}
