/**
 * What may become code in a page, now that the policy of lib/content-security-policy.ts refuses plain strings (W3C Trusted
 * Types): the application's own chunks, which the framework loads when they are needed, and the empty element that React
 * makes of a script. Nothing of ours writes HTML, so everything else is an injection, and fails.
 */
export function allowOwnScripts(): void {
  try {
    window.trustedTypes?.createPolicy('default', {
      createScriptURL: (url) => (isOwnChunk(url) ? url : null),
      createHTML: (html) => (html === '<script></script>' ? html : null),
    });
  } catch {
    // An extension of the browser was first, and answers for what it lets through. The page works all the same.
  }
}

function isOwnChunk(address: string): boolean {
  const url = new URL(address, window.location.href);
  return url.origin === window.location.origin && url.pathname.startsWith('/_next/static/');
}

declare global {
  interface Window {
    /** Not in every browser, and not in TypeScript's library. */
    trustedTypes?: {
      createPolicy(name: string, rules: Record<Sink, (text: string) => string | null>): unknown;
    };
  }
}

type Sink = 'createScriptURL' | 'createHTML';
