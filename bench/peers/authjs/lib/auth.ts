import { DrizzleAdapter } from '@auth/drizzle-adapter';
import { drizzle } from 'drizzle-orm/node-postgres';
import NextAuth from 'next-auth';
import Nodemailer from 'next-auth/providers/nodemailer';
import Passkey from 'next-auth/providers/passkey';
import pg from 'pg';
import { mail } from '../../links';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

export const { handlers, auth } = NextAuth({
  trustHost: true,
  adapter: DrizzleAdapter(drizzle(pool)),
  session: { strategy: 'jwt' },
  experimental: { enableWebAuthn: true },
  pages: { signIn: '/sign-in' },
  // It says on every request that passkeys are experimental.
  logger: { warn() {} },
  providers: [
    Passkey,
    Nodemailer({
      server: 'smtp://127.0.0.1:9',
      from: 'peer@example.com',
      sendVerificationRequest: ({ url }) => mail(url),
    }),
  ],
});
