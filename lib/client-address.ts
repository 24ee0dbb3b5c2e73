import 'server-only';
import { isIPv4, isIPv6 } from 'node:net';

/** Clients without an address share this key: they are counted as well. */
const UNKNOWN = 'unknown';

/**
 * The key under which a client is counted: an IPv4 address, or the /64 of an IPv6 address, since one subscriber has all
 * of it (RFC 6177). One spelling per address (RFC 5952), IPv4-mapped addresses as IPv4.
 *
 * Each of the `trustedHops` proxies in front has appended the address it saw to X-Forwarded-For, so the client's is that
 * many from the right; what stands further left was written by anyone. Without proxies, or where the header does not
 * hold an address there, the connection itself counts.
 */
export function clientAddress({ socketAddress, forwardedFor, trustedHops }: Connection): string {
  const forwarded = trustedHops > 0 ? forwardedFor?.split(',').at(-trustedHops) : undefined;
  return addressKey(forwarded ?? '') ?? addressKey(socketAddress ?? '') ?? UNKNOWN;
}

function addressKey(text: string): string | null {
  const address = withoutPort(text.trim());
  if (isIPv4(address)) return address;
  const [withoutZone = ''] = address.split('%', 1);
  return isIPv6(withoutZone) ? ipv6Key(withoutZone) : null;
}

/** An IPv6 address has its port behind brackets; without brackets a last colon is part of the address. */
function withoutPort(text: string): string {
  const [, address = text] = /^\[(.*)\](?::\d{1,5})?$/.exec(text) ?? /^([^:]+):\d{1,5}$/.exec(text) ?? [];
  return address;
}

function ipv6Key(address: string): string {
  const groups = ipv6Groups(address);
  const [a = 0, b = 0] = groups.slice(6);
  if (groups.slice(0, 6).join(':') === '0:0:0:0:0:65535') return [a >> 8, a & 255, b >> 8, b & 255].join('.');
  const prefix = groups.slice(0, 4).map((group) => group.toString(16));
  return `${ipv6Text(`${prefix.join(':')}::`)}/64`;
}

/** The eight 16-bit groups of a valid IPv6 address. */
function ipv6Groups(address: string): number[] {
  const [head = [], tail = []] = ipv6Text(address)
    .split('::')
    .map((half) =>
      half
        .split(':')
        .filter(Boolean)
        .map((group) => Number.parseInt(group, 16)),
    );
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

/** A valid IPv6 address in lower case, zeros compressed, a dotted end as two groups (WHATWG URL, IPv6 serializer). */
function ipv6Text(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}

type Connection = { socketAddress: string | null; forwardedFor: string | null; trustedHops: number };
