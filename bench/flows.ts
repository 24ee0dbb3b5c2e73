import type {
  PublicKeyCredentialCreationOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { createAuthenticator } from '../test/software-authenticator';
import type { Visitor } from './visitor';

/** What people have an application do, in requests: by another driver for each, by one measure for all. */
export interface Flows {
  /** Makes accounts that exist already, by their addresses. */
  insertAccounts(emails: string[]): Promise<void>;
  /** Lets nobody be over any limit, and forgets the mails so far. */
  reset(): Promise<unknown>;
  signInPage(visitor: Visitor): Promise<void>;
  accountPage(visitor: Visitor): Promise<void>;
  /** The cheapest that answers who is signed in. */
  sessionCheck(visitor: Visitor): Promise<void>;
  askForMail(visitor: Visitor, email: string): Promise<void>;
  /** The links of the mails to these addresses, in this order: all have been asked for. */
  mailedLinks(emails: string[]): Promise<string[]>;
  redeem(visitor: Visitor, link: string): Promise<void>;
  /** Gives whoever is signed in a passkey, made by `register` for what the server asks. */
  addPasskey(visitor: Visitor, register: Register): Promise<void>;
  signInByPasskey(visitor: Visitor, passkey: Passkey): Promise<void>;
}

/** Whether people can sign in there at all. */
export function isWhole(flows: Partial<Flows>): flows is Flows {
  return flows.redeem !== undefined;
}

export type Passkey = ReturnType<typeof createAuthenticator>;
type Register = (options: Options) => Promise<RegistrationResponseJSON>;
type Options = PublicKeyCredentialCreationOptionsJSON;
