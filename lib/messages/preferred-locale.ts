import Negotiator from 'negotiator';
import { defaultLocale, isLocale, type Locale, locales } from './languages';

/** The language of ours that an Accept-Language header wants most (RFC 9110, 12.5.4); English where it wants none of them. */
export function preferredLocale(acceptLanguage: string | null): Locale {
  const negotiator = new Negotiator({ headers: { 'accept-language': acceptLanguage ?? undefined } });
  // What is as welcome as another is taken in this order.
  const [best] = negotiator.languages([defaultLocale, ...locales]);
  return isLocale(best) ? best : defaultLocale;
}
