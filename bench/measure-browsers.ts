import type { Browser } from '@playwright/test';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { launch, type OpenPage, openPage } from './browser';
import type { Contestant } from './contestants';
import { gatherCrowd, type Person, withLinks } from './crowd';
import type { Figures } from './figures';
import { type Flows, isWhole } from './flows';
import { WITHOUT_ARGON2 } from './names';
import { countRequests, weigh } from './wire';

/** What a person waits for, on a slowed processor and a slow line, in turns; and what comes over the wire. */
export async function measureBrowsers(contestants: Contestant[], figures: Figures, rounds: number) {
  const browser = await launch();
  const entrants: Entrant[] = [];
  for (const contestant of contestants) {
    if (contestant.name !== WITHOUT_ARGON2) entrants.push(await prepare(browser, contestant));
  }
  for (let round = 0; round < rounds; round += 1) {
    console.error(`browsers, round ${round + 1} of ${rounds}`);
    for (const entrant of entrants) await load(browser, entrant, figures);
    for (const entrant of entrants) {
      await signInByPasskey(browser, entrant, figures);
      await openLink(browser, entrant, figures);
    }
  }
  const version = browser.version();
  await browser.close();
  return version;
}

async function prepare(browser: Browser, { name, server, flows, prefix = '' }: Contestant): Promise<Entrant> {
  const entrant = { name, origin: server.url, path: `${prefix}/sign-in` };
  if (!isWhole(flows)) return entrant;
  const [person] = await gatherCrowd({ server, flows }, { size: 1, owners: 0 });
  return person
    ? { ...entrant, people: { flows, person, credential: await makePasskey(browser, flows, person) } }
    : entrant;
}

/** A passkey of a virtual authenticator, for what the server asks. */
async function makePasskey(browser: Browser, flows: Flows, { visitor }: Person): Promise<Credential> {
  const { page, wire, close } = await openPage(browser, visitor.origin, visitor);
  await page.goto(new URL('/account', visitor.origin).href);
  const authenticatorId = await addAuthenticator(wire);
  await flows.addPasskey(visitor, (options) => page.evaluate(create, options));
  const credential = await credentialOf(wire, authenticatorId);
  await close();
  return credential;
}

async function credentialOf(wire: OpenPage['wire'], authenticatorId: string) {
  const [credential] = (await wire.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
  if (!credential) throw new Error('The authenticator has no passkey.');
  return credential;
}

/** In the page. */
async function create(options: PublicKeyCredentialCreationOptionsJSON): Promise<RegistrationResponseJSON> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options as never);
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  return made.toJSON() as RegistrationResponseJSON;
}

async function addAuthenticator(wire: OpenPage['wire']): Promise<string> {
  await wire.send('WebAuthn.enable');
  const { authenticatorId } = await wire.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return authenticatorId;
}

/** The sign-in page in a browser that has kept nothing. */
async function load(browser: Browser, { name, origin, path }: Entrant, figures: Figures) {
  const { page, wire, slowDown, noted, close } = await openPage(browser, origin);
  await slowDown();
  const weighed = weigh(wire);
  await page.goto(origin + path, { waitUntil: 'networkidle' });
  const painted = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
  );
  if (painted) figures.add('first contentful paint', name, painted);
  if (OFFERS_IN_FIELD.includes(name)) {
    figures.add(
      'passkey can be picked from the field',
      name,
      (await noted('pending')) - (await noted('opened')),
    );
  }
  for (const [what, figure] of Object.entries(weighed())) figures.add(what, name, figure);
  await close();
}

const OFFERS_IN_FIELD = ['better-auth', 'Latchkey'];

/** From the click on the button to the account page on screen. */
async function signInByPasskey(browser: Browser, { name, origin, path, people }: Entrant, figures: Figures) {
  if (!people) return;
  people.person.visitor.leave();
  const { page, wire, slowDown, noted, close } = await openPage(browser, origin, people.person.visitor);
  const authenticatorId = await addAuthenticator(wire);
  await wire.send('WebAuthn.addCredential', { authenticatorId, credential: people.credential });
  await slowDown();
  await page.goto(origin + path, { waitUntil: 'networkidle' });
  const requests = countRequests(page);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  figures.add('passkey button to account page', name, (await noted('arrived')) - (await noted('clicked')));
  figures.add('passkey button to account page, requests', name, requests());
  // It has counted.
  people.credential = await credentialOf(wire, authenticatorId);
  await close();
}

/** From the click on a mailed link to the account page on screen, in the browser that asked and has seen the sign-in page. */
async function openLink(browser: Browser, { name, origin, path, people }: Entrant, figures: Figures) {
  if (!people) return;
  const [{ link } = { link: '' }] = await withLinks(people.flows, [people.person]);
  const { page, slowDown, noted, close } = await openPage(browser, origin, people.person.visitor);
  await page.goto(origin + path, { waitUntil: 'networkidle' });
  await page.evaluate(() => sessionStorage.clear());
  await slowDown();
  const requests = countRequests(page);
  await page.goto(new URL(link, origin).href, { waitUntil: 'commit' });
  figures.add('mailed link to account page', name, (await noted('arrived')) - (await noted('opened')));
  figures.add('mailed link to account page, requests', name, requests());
  await close();
}

interface Entrant {
  name: string;
  origin: string;
  /** Of its sign-in page. */
  path: string;
  /** Who can sign in, and how, where anybody can. */
  people?: { flows: Flows; person: Person; credential: Credential };
}

type Credential = Awaited<ReturnType<typeof credentialOf>>;
