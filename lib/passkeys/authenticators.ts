import 'server-only';
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
export function removalHint(aaguid: string, backupEligible: boolean): string {
  const provider = providerOf(aaguid);
  const place = provider ? placeOf(provider) : UNKNOWN_PLACES[backupEligible ? 'synced' : 'deviceBound'];
  return `To stop being offered this passkey, also delete it ${place}.`;
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

function placeOf({ name, kind }: Provider): string {
  const place = PLACES[name];
  if (place) return place;
  return kind === 'security-key' ? SECURITY_KEY_PLACE : `in ${name}`;
}

const SECURITY_KEY_PLACE =
  "with the app of the security key's maker, or in your browser's settings for security keys";
const YUBICO_PLACE = "in the app Yubico Authenticator, or in your browser's settings for security keys";

/** For the providers whose name alone does not tell. */
const PLACES: Record<string, string> = {
  'Chrome on Mac': "in Chrome's password settings on that Mac",
  'Edge on Mac': "in Edge's password settings on that Mac",
  'Google Password Manager': "at passwords.google.com or in Chrome's password settings",
  'iCloud Keychain': 'in the Passwords app on your iPhone, iPad or Mac',
  'Microsoft Password Manager': "in Edge's password settings",
  'Security Key by Yubico': YUBICO_PLACE,
  'Windows Hello': 'on that computer, in Settings under Accounts > Passkeys',
  'YubiKey 5': YUBICO_PLACE,
  'YubiKey 5 FIPS': YUBICO_PLACE,
  'YubiKey Bio': YUBICO_PLACE,
};

const UNKNOWN_PLACES = {
  synced: 'in the password manager that you saved it in',
  deviceBound: 'on the device or security key that you made it with',
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
