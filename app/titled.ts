import type { Metadata } from 'next';
import { currentMessages } from '@/lib/current-messages';
import type { MessageKey } from '@/lib/messages/format';

/** A page's `generateMetadata`: its title in the language of the request. */
export function titled(key: MessageKey, more?: Metadata) {
  return async (): Promise<Metadata> => ({ ...more, title: (await currentMessages())(key) });
}
