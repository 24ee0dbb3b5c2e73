import type { MetadataRoute } from 'next';
import { connection } from 'next/server';
import { accent } from '@/lib/brand';
import { env } from '@/lib/env';

/** Name and icons for home screens (W3C, Web Application Manifest). */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  await connection();
  const { appName } = env();
  return {
    name: appName,
    short_name: appName,
    id: '/',
    start_url: '/account',
    // Not an app of its own: mailed links open in the browser, whose cookies an installed app does not share on iOS.
    display: 'browser',
    background_color: '#ffffff',
    theme_color: accent,
    icons: [
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icon-maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  };
}
