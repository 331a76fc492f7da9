import type Database from 'better-sqlite3-multiple-ciphers';

/** A step from the version before it to its own. What it does is one transaction, together with the version's number. */
export interface Migration {
  /** Numbered in tens, so that one can come between two. */
  readonly version: number;
  readonly up: (connection: Database.Database) => void;
}
