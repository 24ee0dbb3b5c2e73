import { useMemo } from 'react';
import { type Translate, translate } from '@/lib/messages/format';
import { findMessage, useSentMessages } from './messages';

/** As `useMessages`, for messages with values or elements in them: brings what formats them. */
export function useFilledMessages(): Translate {
  const { locale, messages } = useSentMessages();
  return useMemo(() => translate(locale, (key) => findMessage(messages, key)), [locale, messages]);
}
