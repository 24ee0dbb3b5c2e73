/**
 * Where everything is, for the developer to read. Values of the developer's own are named, not shown: they may hold
 * passwords.
 * @param {string} address
 * @param {{ page: string } | null} inbox
 * @param {{ url: string } | null} database
 * @param {import('./environment.mjs').Settings} settings
 */
export function summary(address, inbox, database, settings) {
  const store = ['UPSTASH_REDIS_REST_URL', 'KV_REST_API_URL'].find((name) => settings[name]);
  return [
    '',
    row('Latchkey', address),
    ...(settings.APP_URL ? [row('Links', `${settings.APP_URL} (your APP_URL)`)] : []),
    inbox
      ? row('Inbox', inbox.page)
      : row('Mail', settings.RESEND_API_KEY ? 'your RESEND_API_KEY' : 'your SMTP_URL'),
    row(
      'Database',
      database ? database.url : `your ${settings.DATABASE_URL ? 'DATABASE_URL' : 'POSTGRES_URL'}`,
    ),
    ...(store ? [row('Redis', `your ${store}`)] : []),
    '',
    '  Ctrl-C stops everything.',
    '',
  ].join('\n');
}

/**
 * @param {string} name
 * @param {string} value
 */
function row(name, value) {
  return `  ${name.padEnd(10)} ${value}`;
}
