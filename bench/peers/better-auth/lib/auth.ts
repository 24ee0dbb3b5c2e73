import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { nextCookies } from 'better-auth/next-js';
import { magicLink } from 'better-auth/plugins';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { mail } from '../../links';
import * as schema from './tables';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

export const auth = betterAuth({
  baseURL: process.env.APP_URL,
  secret: process.env.AUTH_SECRET,
  database: drizzleAdapter(drizzle(pool), { provider: 'pg', schema }),
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  plugins: [
    passkey({ rpID: 'localhost', rpName: 'Peer', origin: process.env.APP_URL }),
    magicLink({ storeToken: 'hashed', sendMagicLink: ({ url }) => mail(url) }),
    nextCookies(),
  ],
});
