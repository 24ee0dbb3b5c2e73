import type { ReactNode } from 'react';
import type { Locale } from '@/lib/messages/languages';

/** What a template writes. What surrounds it is the same for all: frame.tsx. */
export type Letter = {
  /** Fixed words and the application's name: no secret, and nothing that anyone typed. */
  subject: string;
  /** What an inbox shows beside the subject: it is read on locked screens. */
  preview: string;
  /** Where it is not the subject. */
  heading?: string;
  /** What the addressee has to do with the application; null where the letter itself says why it was sent. */
  because: 'entered' | 'belongs' | 'belonged' | null;
  body: ReactNode;
};

/** Whose mail it is, and the language that it is written in. */
export type Headed = { appName: string; locale: Locale };
