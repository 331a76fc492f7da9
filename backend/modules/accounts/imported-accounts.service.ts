import type { PoolClient } from 'pg';
import type { AppContext } from '../../context.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { visibleName } from './account-input.ts';
import { recordAudit } from './audit.service.ts';
import { importedUsernames } from './imported-username.ts';

/** A person as another system knows them. The id is the importer's: the same person has the same one. */
export interface ImportedPerson {
  readonly id: string;
  readonly name: string;
}

/**
 * Makes an account for everybody who has none yet. It has no password: nobody can sign in with it. A username in use, which may be a
 * stranger's, is passed over for the next of `importedUsernames`.
 */
export async function ensureImportedAccounts(app: AppContext, people: readonly ImportedPerson[]): Promise<void> {
  const known = await app.people.load(people.map(({ id }) => id));
  const missing = people.filter(({ id }) => !known.has(id));
  if (missing.length === 0) return;
  await inTransaction(app.db.pool, async (tx) => {
    for (const person of missing) await insertAccount(tx, person);
    const detail = { count: String(missing.length) };
    await recordAudit(tx, { action: 'accounts.imported', actorId: null, target: null, address: null, detail });
  });
}

async function insertAccount(tx: PoolClient, { id, name }: ImportedPerson): Promise<void> {
  for (const username of importedUsernames(name)) {
    const { rowCount } = await tx.query(
      'INSERT INTO users (id, username, display_name) VALUES ($1, $2, $3) ON CONFLICT (username) DO NOTHING',
      [id, username, visibleName(name) ?? username],
    );
    if (rowCount === 1) return;
  }
  throw new Error(`Every username for ${name} is taken.`);
}

/** The id of the account with this username; null when there is none. */
export async function findAccountId(app: AppContext, username: string): Promise<string | null> {
  const { rows } = await app.db.pool.query<{ id: string }>('SELECT id FROM users WHERE username = $1', [username.toLowerCase()]);
  return rows[0]?.id ?? null;
}
