import './globals.css';
import type { Metadata, Viewport } from 'next';
import { connection } from 'next/server';
import type { ReactNode } from 'react';
import { env } from '@/lib/env';

export async function generateMetadata(): Promise<Metadata> {
  const { appName } = env();
  return { title: { default: appName, template: `%s · ${appName}` }, robots: { index: false } };
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Every page carries the nonce of its own request, so none can be rendered ahead of it.
  await connection();
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
