import Database from 'better-sqlite3-multiple-ciphers';
import { StoreFailure, type StoreFailureCode } from '../../sync/store-failure.ts';

/** By how SQLite's code begins; the longer beginnings first. */
const CODES: readonly (readonly [beginning: string, code: StoreFailureCode])[] = [
  ['SQLITE_NOTADB', 'CORRUPT'],
  ['SQLITE_CORRUPT', 'CORRUPT'],
  ['SQLITE_IOERR_SHORT_READ', 'CORRUPT'],
  ['SQLITE_FULL', 'DISK_FULL'],
  ['SQLITE_IOERR_WRITE', 'DISK_FULL'],
];

/** What went wrong, in the words of a store. Mistakes of our own stay what they are. */
export function toStoreFailure(error: unknown): StoreFailure {
  if (error instanceof StoreFailure) return error;
  if (isDiskFull(error)) return new StoreFailure('DISK_FULL', 'The disk is full.', { cause: error });
  // Everything that is read from a row was written as JSON.
  if (error instanceof SyntaxError) return new StoreFailure('CORRUPT', 'A row cannot be read.', { cause: error });
  if (!(error instanceof Database.SqliteError)) throw error;
  const code = CODES.find(([beginning]) => error.code.startsWith(beginning))?.[1] ?? 'UNAVAILABLE';
  return new StoreFailure(code, `${error.code}: ${error.message}`, { cause: error });
}

const isDiskFull = (error: unknown) => error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT'].includes(String(error.code));
