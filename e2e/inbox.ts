import { expect } from '@playwright/test';

export const inbox = { all, latest };

/** The mails that an address has got, oldest first. */
async function all(address: string): Promise<Mail[]> {
  const url = new URL('/api/email', process.env.E2E_INBOX_URL);
  url.searchParams.set('to.address', address);
  const mails = (await (await fetch(url)).json()) as Omit<Mail, 'link' | 'code'>[];
  return mails.map(withProofs);
}

/** The newest mail to an address; waits until there is one that came after `since`. */
async function latest(address: string, { since }: { since?: Mail } = {}): Promise<Mail> {
  let mail: Mail | undefined;
  await expect(async () => {
    mail = (await all(address)).at(-1);
    expect(mail?.id ?? since?.id, `a new mail to ${address}`).not.toBe(since?.id);
  }).toPass();
  return mail as Mail;
}

function withProofs({ id, subject, text, html }: Omit<Mail, 'link' | 'code'>): Mail {
  const proof = (pattern: RegExp) => {
    const [found] = text.match(pattern) ?? [];
    if (!found) throw new Error(`"${subject}" holds nothing like ${pattern}:\n${text}`);
    return found;
  };
  return {
    id,
    subject,
    text,
    html,
    get link() {
      return proof(/https?:\/\/\S+\/(?:sign-in\/link|account\/profile\/confirm)\?token=[\w.~-]+/);
    },
    get code() {
      return proof(/(?<![\w-])[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}(?![\w-])/);
    },
  };
}

interface Mail {
  id: string;
  subject: string;
  text: string;
  html: string;
  /** The address to open; throws where the mail has none. */
  link: string;
  /** XXXX-XXXX; throws where the mail has none. */
  code: string;
}
