/**
 * The Content Security Policy of one answer (W3C CSP Level 3): nothing runs but what carries the nonce, nothing is
 * loaded from elsewhere, no page of ours is framed.
 */
export function contentSecurityPolicy({ nonce, secure, development }: PolicyFor): string {
  const directives = [
    "default-src 'none'",
    // The development server evaluates code to show where it came from.
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${development ? ' ws:' : ''}`,
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    // Text becomes code by lib/trusted-types.ts alone. The development server's own tools write HTML.
    ...(development ? [] : ["require-trusted-types-for 'script'", 'trusted-types default']),
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ];
  return directives.join('; ');
}

/** The nonce of a policy, for a script of our own; undefined where there is none. */
export function nonceOf(policy: string | null): string | undefined {
  return /'nonce-([^']+)'/.exec(policy ?? '')?.[1];
}

type PolicyFor = {
  nonce: string;
  /** Whether the page is served over https. */
  secure: boolean;
  development: boolean;
};
