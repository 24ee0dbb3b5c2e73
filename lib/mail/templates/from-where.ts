import { plainWords } from './plain-words';

/** Browser and place in words, e.g. "Chrome on macOS, St. Gallen, Switzerland", as far as they are fit for a mail. */
export function fromWhere(device: string, place: string | null | undefined): string {
  const browser = plainWords(device) ?? 'an unknown browser';
  const town = place && plainWords(place);
  return town ? `${browser}, ${town}` : browser;
}
