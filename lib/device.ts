import 'server-only';
import Bowser from 'bowser';
import { headers } from 'next/headers';

/** Browser and system of the request in words, e.g. "Chrome on macOS": for the owner to recognise, never for trust. */
export async function device(): Promise<string> {
  return describeDevice((await headers()).get('user-agent'));
}

/** As `device`, from a User-Agent header. Unknown parts are left out; the answer is short and never the raw header. */
export function describeDevice(userAgent: string | null): string {
  if (!userAgent) return 'Unknown browser';
  const { browser, os } = Bowser.parse(userAgent.slice(0, 512));
  const name = browser.name?.slice(0, 40) || 'Unknown browser';
  return os.name ? `${name} on ${os.name.slice(0, 40)}` : name;
}
