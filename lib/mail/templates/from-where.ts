import 'server-only';
import { deviceName } from '@/lib/device';
import type { Translate } from '@/lib/messages/format';
import { plainWords } from './plain-words';

/** Browser and place in words, e.g. "Chrome on macOS, St. Gallen, Switzerland", as far as they are fit for a mail. */
export function fromWhere(device: string, place: string | null | undefined, t: Translate): string {
  const known = device !== 'Unknown browser' && plainWords(device);
  const browser = known ? deviceName(known, t) : t('mails.unknownBrowser');
  const town = place && plainWords(place);
  return town ? t('mails.browserAndPlace', { browser, place: town }) : browser;
}
