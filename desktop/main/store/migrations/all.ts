import type Database from 'better-sqlite3-multiple-ciphers';
import { StoreFailure } from '../../../sync/store-failure.ts';
import { TABLES } from './010-tables.ts';
import { WORDS } from './020-words.ts';
import { MERGING } from './030-merging.ts';
import { FORGOTTEN_LABELS } from './040-forgotten-labels.ts';
import type { Migration } from './migration.ts';

/** Only ever added to; each has a test. Cache tables may be dropped by one; owned rows are carried over. */
const MIGRATIONS: readonly Migration[] = [TABLES, WORDS, MERGING, FORGOTTEN_LABELS];

export const NEWEST_VERSION = Math.max(...MIGRATIONS.map(({ version }) => version));

/**
 * Brings a database to the version of this program, or up to another one.
 * @throws StoreFailure NEWER_VERSION for one that a newer program wrote; nothing of it is touched.
 */
export function migrate(connection: Database.Database, upTo = NEWEST_VERSION): void {
  const held = versionOf(connection);
  if (held > NEWEST_VERSION)
    throw new StoreFailure('NEWER_VERSION', `What is kept has version ${held}; this program knows ${NEWEST_VERSION}.`);
  for (const { version, up } of MIGRATIONS) {
    if (version <= held || version > upTo) continue;
    connection.transaction(() => {
      up(connection);
      connection.pragma(`user_version = ${version}`);
    })();
  }
}

export const versionOf = (connection: Database.Database): number => Number(connection.pragma('user_version', { simple: true }));
