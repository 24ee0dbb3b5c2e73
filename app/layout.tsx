import './globals.css';
// In the layout's own script: every page brings both, and one of their own each would be mostly headers.
import './error';
import './global-error';
import type { Metadata, Viewport } from 'next';
import { connection } from 'next/server';
import type { ReactNode } from 'react';
import { ClientMessages } from '@/components/client-messages';
import { SkipLink } from '@/components/skip-link';
import { currentLocale } from '@/lib/current-messages';
import { env } from '@/lib/env';
import { directionOf } from '@/lib/messages/languages';
import { LanguageChoice } from './language/choice';

export async function generateMetadata(): Promise<Metadata> {
  const { appName } = env();
  return { title: { default: appName, template: `%s · ${appName}` }, robots: { index: false } };
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Every page carries the nonce of its own request, so none can be rendered ahead of it.
  await connection();
  const locale = await currentLocale();
  return (
    <html lang={locale} dir={directionOf(locale)}>
      <body>
        <SkipLink />
        <ClientMessages of={['common', 'language']}>
          {children}
          <LanguageChoice />
        </ClientMessages>
      </body>
    </html>
  );
}
