'use client';

import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { type CompiledMessages, type MessageKey, type Translate, translate } from '@/lib/messages/format';
import type { Locale } from '@/lib/messages/languages';

/** Gives the components below these messages, besides those that they have already. See client-messages.tsx. */
export function MessagesProvider({ locale, messages, children }: Sent & { children: ReactNode }) {
  const outer = useContext(Context);
  const value = useMemo(
    () => ({ locale, messages: { ...outer?.messages, ...messages } }),
    [outer, locale, messages],
  );
  return <Context value={value}>{children}</Context>;
}

/** The translator of the page's language, with the messages that were sent along. */
export function useMessages(): Translate {
  const sent = useContext(Context);
  return useMemo(() => {
    if (!sent) throw new Error('No messages were sent to this component');
    return translate(sent.locale, (key) => find(sent.messages, key));
  }, [sent]);
}

function find(messages: CompiledMessages, key: MessageKey) {
  const [namespace = '', name = ''] = key.split('.');
  const found = (messages as Record<string, CompiledMessages[keyof CompiledMessages]>)[namespace]?.[name];
  if (found === undefined) throw new Error(`The message ${key} was not sent to this page`);
  return found;
}

const Context = createContext<Sent | null>(null);

type Sent = { locale: Locale; messages: CompiledMessages };
