import type { ReactNode } from 'react';
import { currentLocale } from '@/lib/current-messages';
import type { Namespace } from '@/lib/messages/format';
import { compiledMessages } from '@/lib/messages/translate';
import { MessagesProvider } from './messages';

/** Sends the messages of these namespaces along, for the client components inside. Only these: every page is weighed. */
export async function ClientMessages({ of, children }: { of: readonly Namespace[]; children: ReactNode }) {
  const locale = await currentLocale();
  return (
    <MessagesProvider locale={locale} messages={compiledMessages(locale, of)}>
      {children}
    </MessagesProvider>
  );
}
