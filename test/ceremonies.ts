import { sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { beginAuthentication, finishAuthentication } from '@/lib/passkeys/authentication';
import { beginRegistration, finishRegistration } from '@/lib/passkeys/registration';
import type { Acting } from '@/lib/tell-owner';
import type { Visitor } from '@/lib/visitor';
import { newOpening, newVisitor, openSessionOf, type Person } from './people';
import type {
  AuthenticationDeviations,
  createAuthenticator,
  RegistrationDeviations,
} from './software-authenticator';

/** A whole registration ceremony, in a session that is there for as long. */
export async function register(
  person: Person,
  authenticator: Authenticator,
  deviations?: RegistrationDeviations,
) {
  const attempt = await startRegistration(person, authenticator);
  await attempt.finish(deviations).finally(attempt.closeSession);
}

/** A registration ceremony up to its answer, which can be given more than once. Its mail is for `later`. */
export async function startRegistration(
  person: Person,
  authenticator: Authenticator,
  later: Acting['later'] = () => {},
) {
  const closeSession = await openSessionOf(person);
  const options = await beginRegistration(person, person.visitor);
  const { challenge } = options;
  return {
    challenge,
    closeSession,
    async finish(deviations?: RegistrationDeviations, by: Person = person) {
      const response = authenticator.register(options, deviations);
      return finishRegistration(by, { challenge, response }, { visitor: by.visitor, later });
    },
  };
}

/** A whole authentication ceremony. */
export async function signIn(authenticator: Authenticator, deviations?: AuthenticationDeviations) {
  const attempt = await startSignIn(authenticator);
  return attempt.finish(deviations);
}

/** An authentication ceremony up to its answer, which can be given more than once. */
export async function startSignIn(authenticator: Authenticator) {
  const visitor = newVisitor();
  const options = await beginAuthentication(visitor);
  const { challenge } = options;
  return {
    challenge,
    async finish(deviations?: AuthenticationDeviations, by: Visitor = visitor, opening = newOpening()) {
      const response = authenticator.authenticate(options, deviations);
      return finishAuthentication({ challenge, response }, by, opening);
    },
  };
}

/** Lets a challenge's time run out. */
export async function expire(challenge: string) {
  await db().execute(sql`
    update ephemeral set expires_at = now() - interval '1 second'
    where key like 'challenge:%' and right(key, ${challenge.length}::int) = ${challenge}`);
}

export type Authenticator = ReturnType<typeof createAuthenticator>;
