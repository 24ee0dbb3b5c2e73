import 'server-only';
import Bowser from 'bowser';
import { headers } from 'next/headers';
import type { Translate } from './messages/format';

/** Browser and system of the request in words, e.g. "Chrome on macOS": for the owner to recognise, never for trust. */
export async function device(): Promise<string> {
  return describeDevice((await headers()).get('user-agent'));
}

/**
 * As `device`, from a User-Agent header. Only names that are known are told: the header is anybody's to write, and the
 * words end up in mails.
 */
export function describeDevice(userAgent: string | null): string {
  const { browser, os } = Bowser.parse(userAgent?.slice(0, 512) || 'unknown');
  const name = known(browser.name, Bowser.BROWSER_MAP) ?? UNKNOWN;
  const system = known(os.name, Bowser.OS_MAP);
  return system ? `${name} on ${system}` : name;
}

/** A device as it is stored: as `describeDevice` puts it, or an operator, in the reader's language. */
export function deviceName(device: string, t: Translate): string {
  if (device === OPERATOR) return t('devices.operator');
  const [name = device, system, ...rest] = device.split(' on ');
  const browser = name === UNKNOWN ? t('devices.unknownBrowser') : name;
  // No name has an "on" of its own: with two, it is none of ours.
  if (rest.length > 0) return device;
  return system ? t('devices.browserOnSystem', { browser, system }) : browser;
}

const UNKNOWN = 'Unknown browser';
/** What db/operator.ts notes in a browser's place. */
const OPERATOR = 'Operator';

function known(name: string | undefined, names: Record<string, string>): string | undefined {
  return Object.values(names).find((candidate) => candidate === name);
}
