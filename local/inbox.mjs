import { MailDev } from 'maildev';

const HOST = '127.0.0.1';

/**
 * A mail server that delivers nothing, and a page that shows what it took. The latest mails are kept in a folder.
 * @param {string} folder
 * @param {number} smtpPort
 * @param {number} webPort
 */
export async function openInbox(folder, smtpPort, webPort) {
  const inbox = new MailDev({
    smtp: smtpPort,
    ip: HOST,
    web: webPort,
    webIp: HOST,
    mailDirectory: folder,
    maxEmails: 200,
    silent: true,
  });
  await quietly(() => inbox.start());
  return {
    smtpUrl: `smtp://${HOST}:${smtpPort}`,
    page: `http://localhost:${webPort}`,
    close: () => inbox.stop(),
  };
}

/**
 * `silent` does not silence the line in which the page's server announces itself.
 * @param {() => Promise<unknown>} start
 */
async function quietly(start) {
  const { info } = console;
  console.info = () => {};
  try {
    await start();
  } finally {
    console.info = info;
  }
}
