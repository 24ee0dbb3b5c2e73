/** Where the mail of this address is read in a browser, as far as its domain tells; null for all others. */
export function mailboxOf(address: string): Mailbox | null {
  const domain = address.trim().toLowerCase().split('@').at(1);
  if (!domain) return null;
  return mailboxes.find(({ domains }) => domains.test(domain)) ?? null;
}

/** Of domains that look alike under many a country, any is taken: the link leads to the provider all the same. */
const mailboxes = [
  { name: 'Gmail', url: 'https://mail.google.com/', domains: /^(gmail|googlemail)\.com$/ },
  {
    name: 'Outlook',
    url: 'https://outlook.live.com/mail/',
    domains: /^((outlook|hotmail|live)(\.com?)?\.[a-z]{2,3}|msn\.com)$/,
  },
  { name: 'iCloud Mail', url: 'https://www.icloud.com/mail/', domains: /^(icloud|me|mac)\.com$/ },
  {
    name: 'Yahoo Mail',
    url: 'https://mail.yahoo.com/',
    domains: /^(yahoo(\.com?)?\.[a-z]{2,3}|(ymail|rocketmail)\.com)$/,
  },
  { name: 'AOL Mail', url: 'https://mail.aol.com/', domains: /^aol\.[a-z]{2,3}$/ },
  {
    name: 'Proton Mail',
    url: 'https://mail.proton.me/',
    domains: /^(proton\.me|pm\.me|protonmail\.(com|ch))$/,
  },
  { name: 'Fastmail', url: 'https://app.fastmail.com/mail/', domains: /^fastmail\.(com|fm)$/ },
  { name: 'HEY', url: 'https://app.hey.com/', domains: /^hey\.com$/ },
  {
    name: 'Tuta',
    url: 'https://app.tuta.com/',
    domains: /^(tuta\.(com|io)|tutanota\.(com|de)|keemail\.me)$/,
  },
  { name: 'Zoho Mail', url: 'https://mail.zoho.com/', domains: /^(zoho|zohomail)\.(com|eu)$/ },
  { name: 'GMX', url: 'https://www.gmx.net/', domains: /^gmx\.(net|de|at|ch)$/ },
  { name: 'GMX', url: 'https://www.gmx.com/', domains: /^gmx\.(com|us|co\.uk|fr|es|it)$/ },
  { name: 'WEB.DE', url: 'https://web.de/', domains: /^web\.de$/ },
  { name: 'Yandex Mail', url: 'https://mail.yandex.com/', domains: /^(yandex\.[a-z]{2,3}|ya\.ru)$/ },
];

type Mailbox = { name: string; url: string };
