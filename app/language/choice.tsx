'use client';

import { FormNotice } from '@/components/form-notice';
import { useMessages } from '@/components/messages';
import { useFormAction } from '@/components/use-form-action';
import { directionOf, languages, locales } from '@/lib/messages/languages';
import { speak } from './actions';

/** The languages there are, at the foot of every page: each a button under its own name, so that anyone finds theirs. */
export function LanguageChoice() {
  const t = useMessages();
  const [state, action] = useFormAction(speak);
  return (
    <footer className="mx-auto w-full max-w-page px-5 pb-6 sm:px-8">
      <form action={action} aria-label={t('language.label')} className="stack gap-2">
        <FormNotice state={state} />
        <ul className="flex flex-wrap justify-center gap-x-1 text-sm">
          {locales.map((locale) => (
            <li key={locale}>
              <button
                type="submit"
                name="language"
                value={locale}
                lang={locale}
                dir={directionOf(locale)}
                aria-current={locale === t.locale ? 'true' : undefined}
                className="min-h-11 cursor-pointer rounded-control px-2.5 text-muted hover:text-ink hover:underline aria-[current=true]:font-semibold aria-[current=true]:text-ink"
              >
                {languages[locale].name}
              </button>
            </li>
          ))}
        </ul>
      </form>
    </footer>
  );
}
