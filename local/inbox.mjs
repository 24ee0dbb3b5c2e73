import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { text } from 'node:stream/consumers';
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
  const page = `http://localhost:${webPort}`;
  const mend = withRepairs([page, `http://${HOST}:${webPort}`]);
  subscribe('fastify.initialization', mend);
  await quietly(() => inbox.start()).finally(() => unsubscribe('fastify.initialization', mend));
  return {
    smtpUrl: `smtp://${HOST}:${smtpPort}`,
    page,
    close: () => inbox.stop(),
  };
}

/**
 * MailDev shows a mail in a frame out of which no link opens, and lets any site read its mails. Its server announces
 * itself, before it listens, on a documented channel (Fastify, "diagnostics channel hooks").
 * @param {string[]} ownOrigins
 */
function withRepairs(ownOrigins) {
  /** @param {any} message */
  return ({ fastify }) => {
    fastify.addHook('onRequest', async (/** @type {any} */ request, /** @type {any} */ reply) => {
      const { origin } = request.headers;
      if (origin && !ownOrigins.includes(origin))
        return reply.code(403).send('This inbox is not for other sites.');
    });
    fastify.addHook(
      'onSend',
      async (/** @type {any} */ _request, /** @type {any} */ reply, /** @type {any} */ body) => {
        if (!String(reply.getHeader('content-type')).includes('javascript')) return body;
        const source = typeof body?.pipe === 'function' ? await text(body) : String(body);
        reply.removeHeader('content-length');
        return source.replace(FRAME, `${FRAME.slice(0, -1)} allow-popups allow-popups-to-escape-sandbox"`);
      },
    );
  };
}

const FRAME = 'sandbox:"allow-same-origin"';

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
