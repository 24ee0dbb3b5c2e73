/**
 * The address people use, as configured: APP_URL, or on Vercel the platform's own names
 * (production's domain, or the very host of a preview). Never taken from a request.
 */
export function configuredOrigin(variables: Record<string, string | undefined>): string | undefined {
  if (variables.APP_URL) return variables.APP_URL;
  const production = variables.VERCEL_ENV === 'production';
  const host = production ? variables.VERCEL_PROJECT_PRODUCTION_URL : variables.VERCEL_URL;
  return host && `https://${host}`;
}
