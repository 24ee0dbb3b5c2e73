/**
 * The address people use, as configured: APP_URL, or on Vercel the platform's own names. A preview is always reached at
 * its own host, even where APP_URL is set for all environments. Never taken from a request.
 */
export function configuredOrigin(variables: Variables): string | null {
  const { VERCEL_PROJECT_PRODUCTION_URL: production, VERCEL_BRANCH_URL, VERCEL_URL } = variables;
  // The branch's host stays from one push to the next, and so do passkeys made there.
  const own = VERCEL_BRANCH_URL || VERCEL_URL;
  const host = variables.VERCEL_ENV === 'production' ? production : own;
  const platform = host ? `https://${host}` : null;
  return isPreview(variables) ? platform : variables.APP_URL || platform;
}

/** Whether this is one of Vercel's previews; a custom environment, such as "staging", has an address of its own. */
export function isPreview({ VERCEL_ENV, VERCEL_TARGET_ENV }: Variables): boolean {
  return VERCEL_ENV === 'preview' && (VERCEL_TARGET_ENV || 'preview') === 'preview';
}

type Variables = Record<string, string | null | undefined>;
