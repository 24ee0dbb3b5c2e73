import 'server-only';
import Bowser from 'bowser';
import { headers } from 'next/headers';

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
  const name = known(browser.name, Bowser.BROWSER_MAP) ?? 'Unknown browser';
  const system = known(os.name, Bowser.OS_MAP);
  return system ? `${name} on ${system}` : name;
}

function known(name: string | undefined, names: Record<string, string>): string | undefined {
  return Object.values(names).find((candidate) => candidate === name);
}
