'use server';

import { z } from 'zod';
import { formAction } from '@/lib/form-action';
import { chooseLanguage } from '@/lib/language';
import { locales } from '@/lib/messages/languages';

export const speak = formAction('language.choose', z.object({ language: z.enum(locales) }), ({ language }) =>
  chooseLanguage(language),
);
