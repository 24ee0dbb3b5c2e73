/**
 * The address of the database among these variables: ours, or the name that the marketplaces of hosts use.
 * @param {Variables} variables
 * @returns {string | null}
 */
export function databaseUrl({ DATABASE_URL, POSTGRES_URL }) {
  return DATABASE_URL || POSTGRES_URL || null;
}

/**
 * The same database, past any pooler: a migration holds a lock, which a pooler may lose between two statements.
 * @param {Variables} variables
 * @returns {string | null}
 */
export function migrationUrl(variables) {
  return variables.DATABASE_URL_UNPOOLED || variables.POSTGRES_URL_NON_POOLING || databaseUrl(variables);
}

/** @typedef {Record<string, string | null | undefined>} Variables */
