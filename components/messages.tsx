'use client';

import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { CompiledMessages, MessageKey } from '@/lib/messages/format';
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

/** The sentences that were sent along, in the page's language. Those with values in them: filled-messages.ts. */
export function useMessages(): Sentences {
  const sent = useSentMessages();
  return useMemo(() => {
    const sentence = (key: MessageKey) => {
      const message = findMessage(sent.messages, key);
      if (typeof message !== 'string') throw new Error(`The message ${key} has values in it`);
      return message;
    };
    return Object.assign(sentence, { locale: sent.locale });
  }, [sent]);
}

/** The messages that were sent along, as they were sent. */
export function useSentMessages(): Sent {
  const sent = useContext(Context);
  if (!sent) throw new Error('No messages were sent to this component');
  return sent;
}

export function findMessage(messages: CompiledMessages, key: MessageKey) {
  const [namespace = '', name = ''] = key.split('.');
  const found = (messages as Record<string, CompiledMessages[keyof CompiledMessages]>)[namespace]?.[name];
  if (found === undefined) throw new Error(`The message ${key} was not sent to this page`);
  return found;
}

const Context = createContext<Sent | null>(null);

type Sent = { locale: Locale; messages: CompiledMessages };

/** As far as a translator needs no formatter, which is not small. */
export type Sentences = ((key: MessageKey) => string) & { locale: Locale };
