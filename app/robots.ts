import type { MetadataRoute } from 'next';

/** Keeps crawlers from what is personal, or holds a secret in its address. */
export default function robots(): MetadataRoute.Robots {
  return {
    rules: {
      userAgent: '*',
      disallow: ['/account', '/api/', '/not-me', '/sign-in/link', '/sign-in/operator'],
    },
  };
}
