import type { Migration } from './migration.ts';

/**
 * The tables. What is looked up or compared is a column, the rest of a row is JSON in `body`. Rows of a conversation are kept under its number,
 * beside each other, so that a stretch of a timeline is one range. A number is never given twice: the messages under those in `cache_doomed` are
 * held no more, and are being removed.
 */
export const TABLES: Migration = {
  version: 10,
  up: (connection) => {
    connection.exec(`
      CREATE TABLE cache_conversations (no INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL);
      CREATE TABLE cache_doomed (no INTEGER PRIMARY KEY);
      CREATE TABLE cache_messages (
        conversation_no INTEGER NOT NULL, seq INTEGER NOT NULL, change_seq INTEGER NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (conversation_no, seq)) WITHOUT ROWID;
      CREATE TABLE cache_threads (
        conversation_no INTEGER NOT NULL, root_seq INTEGER NOT NULL, change_seq INTEGER NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (conversation_no, root_seq)) WITHOUT ROWID;
      CREATE TABLE cache_members (
        conversation_no INTEGER NOT NULL, user_id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (conversation_no, user_id)) WITHOUT ROWID;
      CREATE TABLE cache_receipts (
        conversation_no INTEGER NOT NULL, user_id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (conversation_no, user_id)) WITHOUT ROWID;
      CREATE TABLE cache_people (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
      CREATE TABLE cache_viewer_items (kind TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID;
      CREATE TABLE cache_facts (name TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
      CREATE TABLE owned_outbox (id TEXT PRIMARY KEY, position INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
      CREATE TABLE owned_drafts (conversation_id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
      CREATE TABLE owned_read_marks (conversation_id TEXT PRIMARY KEY, read_seq INTEGER NOT NULL) WITHOUT ROWID;
    `);
  },
};
