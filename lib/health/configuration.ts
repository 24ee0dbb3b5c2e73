import 'server-only';
import type { Env } from '@/lib/env';
import { type Check, failed, ok, type Probe, warning } from './check';

/** What can be told of the configuration and of what runs it, without asking anybody. */
export function configurationProbe(configuration: Env, node = process.versions.node): Probe {
  const checks = () => [
    nodeVersion(node),
    secret(configuration),
    origin(configuration),
    rpId(configuration),
    cookies(configuration),
    proxies(configuration),
    ...scheduler(configuration),
  ];
  return {
    name: 'configuration',
    cure: 'Read .env.local.example, which explains each variable.',
    look: async () => checks(),
  };
}

/** What is in force, defaults included, so that none is silent. Holds no secret. */
export function effectiveConfiguration(configuration: Env) {
  const { origin, rpId, appName, upstash, mail, trustedProxyHops, preview, logLevel, traces } = configuration;
  return {
    appName,
    origin,
    rpId,
    store: upstash ? 'upstash' : 'postgres',
    mail: mail.resendApiKey ? 'resend' : 'smtp',
    trustedProxies: trustedProxyHops,
    preview: preview ? 'yes' : 'no',
    logLevel,
    traces: traces ? 'sent' : 'off',
  };
}

function nodeVersion(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 20 || (major === 20 && minor >= 19)
    ? ok('node', `Node.js ${version}.`)
    : failed('node', `Node.js ${version} is too old.`, 'Install Node.js 20.19 or newer.');
}

/** A weak one is no configuration to begin with (lib/env.ts). */
function secret({ authSecrets }: Env): Check {
  return ok(
    'secret',
    authSecrets.length > 1
      ? 'AUTH_SECRET is strong. The one before it is still read: remove AUTH_SECRET_PREVIOUS after 30 days.'
      : 'AUTH_SECRET is strong.',
  );
}

function origin({ origin, originFromPlatform }: Env): Check {
  return originFromPlatform
    ? warning(
        'origin',
        `${origin}, because Vercel says so: a domain added there may change it, and end all passkeys.`,
        'Set APP_URL for production to the address that people are to keep.',
      )
    : ok('origin', `${origin}.`);
}

function rpId({ origin, rpId, preview }: Env): Check {
  const { hostname } = new URL(origin);
  const ours = rpId === hostname ? `${rpId}, this host alone.` : `${rpId}, all hosts under it included.`;
  return ok('rpId', preview ? `${ours} Passkeys of this preview work nowhere else.` : ours);
}

function cookies({ secure }: Env): Check {
  return ok(
    'cookies',
    secure
      ? 'Secure, with the prefix __Host-.'
      : 'Plain, without a prefix, as browsers want it on http://localhost.',
  );
}

/** We speak no TLS ourselves: over https something stands in front, unless it passes the connection on as it is. */
function proxies({ trustedProxyHops, secure }: Env): Check {
  if (trustedProxyHops > 0) {
    return ok('proxies', `X-Forwarded-For is believed as far as ${trustedProxyHops} in front wrote it.`);
  }
  const says = 'X-Forwarded-For is ignored: whoever connects is the client.';
  return secure
    ? warning(
        'proxies',
        `${says} Behind a proxy all people are one client, and share its limits.`,
        'Set TRUSTED_PROXY_HOPS to the number of proxies in front of this server.',
      )
    : ok('proxies', says);
}

/** A server that runs all the time does by itself what elsewhere a scheduler asks for. */
function scheduler({ keepsRunning, cronSecret }: Env): Check[] {
  if (keepsRunning) return [];
  return [
    cronSecret
      ? ok('scheduler', 'CRON_SECRET lets it in.')
      : warning(
          'scheduler',
          'Nothing is purged, and nobody hears that a recovery is ready: without CRON_SECRET the scheduler is not let in.',
          'Set CRON_SECRET. Make one with: openssl rand -base64 33',
        ),
  ];
}
