import { currentMessages } from '@/lib/current-messages';

/** For the keyboard: past the header, to what the page is about. Seen only when it has the focus. */
export async function SkipLink() {
  const t = await currentMessages();
  return (
    <a
      href="#main"
      className="sr-only font-semibold text-accent-ink focus:not-sr-only focus:fixed focus:start-4 focus:top-4 focus:z-10 focus:rounded-control focus:bg-accent focus:px-4 focus:py-2.5"
    >
      {t('shell.skipToContent')}
    </a>
  );
}
