import 'server-only';
import { headers } from 'next/headers';
import { env } from './env';

/** City and country of the request in words, where the platform tells them (Vercel, "Request headers"); else null. */
export async function place(): Promise<string | null> {
  const sent = env().platformTellsPlace ? await headers() : null;
  return describePlace(sent?.get('x-vercel-ip-city') ?? null, sent?.get('x-vercel-ip-country') ?? null);
}

/** "Berlin, Germany" from a percent-encoded city and an ISO 3166-1 code; what is no such thing is left out. */
export function describePlace(city: string | null, country: string | null): string | null {
  const parts = [decoded(city), countryName(country)].filter((part) => part !== null);
  return parts.join(', ') || null;
}

function decoded(city: string | null): string | null {
  try {
    const name = decodeURIComponent(city ?? '');
    return /^[\p{L}\p{M} .'’-]{1,60}$/u.test(name) ? name : null;
  } catch {
    return null;
  }
}

function countryName(code: string | null): string | null {
  // ZZ has a name too: "Unknown Region".
  if (!code || !/^(?!ZZ)[A-Z]{2}$/.test(code)) return null;
  return new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code) ?? null;
}
