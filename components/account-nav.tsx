import type { MessageKey, Translate } from '@/lib/messages/format';
import { PageLink } from './ui/page-link';

/** The pages of the account: two rows of words on a phone, a column beside the page where there is room. */
export function AccountNav({ current, t }: { current: AccountPath; t: Translate }) {
  return (
    <nav aria-label={t('accountNav.label')} className="wide:pt-6">
      <ul className="-mx-2.5 flex flex-wrap gap-x-1 wide:flex-col wide:gap-y-1">
        {pages.map(({ href, name }) => (
          <li key={href}>
            <PageLink href={href} aria-current={href === current ? 'page' : undefined} className={looks} line>
              {t(name)}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const pages = [
  { href: '/account', name: 'accountNav.overview' },
  { href: '/account/profile', name: 'accountNav.profile' },
  { href: '/account/passkeys', name: 'accountNav.passkeys' },
  { href: '/account/security', name: 'accountNav.security' },
  { href: '/account/sessions', name: 'accountNav.sessions' },
  { href: '/account/activity', name: 'accountNav.activity' },
  { href: '/account/data', name: 'accountNav.data' },
] as const satisfies { href: string; name: MessageKey }[];

const looks =
  'relative flex min-h-11 items-center rounded-control px-2.5 text-sm font-medium text-muted transition-colors hover:bg-sunken hover:text-ink ' +
  'aria-[current=page]:bg-accent-tint aria-[current=page]:font-semibold aria-[current=page]:text-accent-text ' +
  // Adjusted by the browser, the text would lie on a plate of its own.
  'forced-colors:aria-[current=page]:bg-system-current forced-colors:aria-[current=page]:text-system-current-ink ' +
  'forced-colors:aria-[current=page]:forced-color-adjust-none';

export type AccountPath = (typeof pages)[number]['href'];
