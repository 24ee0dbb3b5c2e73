import 'server-only';
import { asc, eq, sql } from 'drizzle-orm';
import { db } from './client';
import { credentials, recoveryCodes, securityEvents, sessions, users } from './schema';

/**
 * Everything that is kept of an account, as it was at one moment, but for what serves verification alone: hashes of
 * session tokens and recovery codes, public keys. Null when the account is gone.
 */
export async function readAccount(userId: string) {
  return db().transaction(
    async (tx) => {
      const [account] = await tx.select().from(users).where(eq(users.id, userId));
      if (!account) return null;
      const [codes] = await tx
        .select({
          createdAt: sql<string | null>`min(${recoveryCodes.createdAt})`,
          left: sql<number>`count(*)::int`,
        })
        .from(recoveryCodes)
        .where(eq(recoveryCodes.userId, userId));
      return {
        account,
        recoveryCodes: codes?.createdAt ? { createdAt: new Date(codes.createdAt), left: codes.left } : null,
        passkeys: await tx
          .select({
            id: credentials.id,
            name: credentials.name,
            aaguid: credentials.aaguid,
            transports: credentials.transports,
            backupEligible: credentials.backupEligible,
            backupState: credentials.backupState,
            signCount: credentials.signCount,
            createdAt: credentials.createdAt,
            lastUsedAt: credentials.lastUsedAt,
          })
          .from(credentials)
          .where(eq(credentials.userId, userId))
          .orderBy(asc(credentials.createdAt), asc(credentials.id)),
        sessions: await tx
          .select({
            id: sessions.id,
            method: sessions.method,
            credentialId: sessions.credentialId,
            device: sessions.device,
            place: sessions.place,
            firstSeenAt: sessions.firstSeenAt,
            authenticatedAt: sessions.authenticatedAt,
            lastSeenAt: sessions.lastSeenAt,
          })
          .from(sessions)
          .where(eq(sessions.userId, userId))
          .orderBy(asc(sessions.firstSeenAt), asc(sessions.id)),
        events: await tx
          .select({
            id: securityEvents.id,
            type: securityEvents.type,
            at: securityEvents.at,
            device: securityEvents.device,
            place: securityEvents.place,
            sessionId: securityEvents.sessionId,
            details: securityEvents.details,
            disownedAt: securityEvents.disownedAt,
          })
          .from(securityEvents)
          .where(eq(securityEvents.userId, userId))
          .orderBy(asc(securityEvents.id)),
      };
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}
