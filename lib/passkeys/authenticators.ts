import 'server-only';
import type { MessageKey, Translate } from '@/lib/messages/format';
import list from './authenticators.json';

/**
 * What a passkey's owner calls whatever made it, and its icon; null where that is unknown or not told, which an AAGUID
 * of zeros means (WebAuthn L3, 6.5.1). To recognise a passkey by, never to trust: without attestation, anything can
 * claim any AAGUID.
 */
export function authenticatorOf(aaguid: string): Authenticator | null {
  const provider = providerOf(aaguid);
  return provider && { name: provider.name, icon: iconNamed(provider.icon) };
}

/** The icon of any passkey: its provider's, else that of a security key where it can be nothing else, else a key. */
export function authenticatorIcon(aaguid: string, transports: string[]): Icon {
  return authenticatorOf(aaguid)?.icon ?? iconNamed(isRoaming(transports) ? 'security-key' : 'key');
}

/**
 * Where to delete by hand a passkey that was deleted here: one sentence, for browsers without the signal methods of
 * WebAuthn L3 and for passkeys that live on another device.
 */
export function removalHint(aaguid: string, backupEligible: boolean, t: Translate): string {
  const provider = providerOf(aaguid);
  if (provider) return hintFor(provider, t);
  return t(backupEligible ? 'passkeyRemoval.unknownSynced' : 'passkeyRemoval.unknownOnDevice');
}

const providers: Provider[] = list.providers;
const byAaguid = new Map(
  providers.flatMap((provider) => Object.keys(provider.aaguids).map((aaguid) => [aaguid, provider] as const)),
);

function providerOf(aaguid: string): Provider | null {
  return byAaguid.get(aaguid.toLowerCase()) ?? null;
}

function iconNamed(name: string): Icon {
  return { light: `/authenticators/${name}-light.svg`, dark: `/authenticators/${name}-dark.svg` };
}

/** Whether it can only be something that is plugged in or held against a device (WebAuthn L3, 5.8.4). */
function isRoaming(transports: string[]): boolean {
  const elsewhere = transports.includes('internal') || transports.includes('hybrid');
  return (
    !elsewhere && ['usb', 'nfc', 'ble', 'smart-card'].some((transport) => transports.includes(transport))
  );
}

function hintFor({ name, kind }: Provider, t: Translate): string {
  const hint = HINTS[name];
  if (hint) return t(hint);
  return kind === 'security-key'
    ? t('passkeyRemoval.securityKey')
    : t('passkeyRemoval.provider', { provider: name });
}

/** For the providers whose name alone does not tell. */
const HINTS: Record<string, MessageKey> = {
  'Chrome on Mac': 'passkeyRemoval.chromeOnMac',
  'Edge on Mac': 'passkeyRemoval.edgeOnMac',
  'Google Password Manager': 'passkeyRemoval.google',
  'iCloud Keychain': 'passkeyRemoval.iCloud',
  'Microsoft Password Manager': 'passkeyRemoval.microsoft',
  'Security Key by Yubico': 'passkeyRemoval.yubico',
  'Windows Hello': 'passkeyRemoval.windowsHello',
  'YubiKey 5': 'passkeyRemoval.yubico',
  'YubiKey 5 FIPS': 'passkeyRemoval.yubico',
  'YubiKey Bio': 'passkeyRemoval.yubico',
};

type Authenticator = { name: string; icon: Icon };

/** Addresses of an image for each color scheme. */
type Icon = { light: string; dark: string };

type Provider = {
  name: string;
  /** device, password-manager or security-key. */
  kind: string;
  icon: string;
  /** The AAGUIDs, each with what the source calls it. */
  aaguids: object;
};
