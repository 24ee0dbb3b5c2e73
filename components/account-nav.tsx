import Link from 'next/link';

/** The pages of the account: two rows of words on a phone, a column beside the page where there is room. */
export function AccountNav({ current }: { current: AccountPage }) {
  return (
    <nav aria-label="Account" className="min-[56rem]:pt-6">
      <ul className="-mx-2.5 flex flex-wrap gap-x-1 min-[56rem]:flex-col min-[56rem]:gap-y-1">
        {pages.map(({ href, name }) => (
          <li key={href}>
            <Link
              href={href}
              prefetch={false}
              aria-current={href === current ? 'page' : undefined}
              className={looks}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const pages = [
  { href: '/account', name: 'Overview' },
  { href: '/account/profile', name: 'Profile' },
  { href: '/account/passkeys', name: 'Passkeys' },
  { href: '/account/security', name: 'Security' },
  { href: '/account/sessions', name: 'Sessions' },
  { href: '/account/activity', name: 'Activity' },
  { href: '/account/data', name: 'Your data' },
] as const;

const looks =
  'flex min-h-11 items-center rounded-control px-2.5 text-sm font-medium text-muted transition-colors hover:bg-sunken hover:text-ink ' +
  'aria-[current=page]:bg-accent-tint aria-[current=page]:font-semibold aria-[current=page]:text-accent-text ' +
  // Adjusted by the browser, the text would lie on a plate of its own.
  'forced-colors:aria-[current=page]:bg-[SelectedItem] forced-colors:aria-[current=page]:text-[SelectedItemText] ' +
  'forced-colors:aria-[current=page]:forced-color-adjust-none';

type AccountPage = (typeof pages)[number]['href'];
