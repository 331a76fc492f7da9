import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import type { ConversationRow, Draft, MemberRow, MessageRow, OutboxRow, Person, ReadMark } from '../../sync/records.ts';

/** One person's tables. `drafts`, `outbox` and `readMarks` are owned: a new version of the database carries them over. The rest is cache. */
export interface Tables extends DBSchema {
  conversations: { key: string; value: ConversationRow };
  /** By conversation and number, so that a stretch of a timeline is one range. */
  messages: { key: [string, number]; value: MessageRow };
  members: { key: [string, string]; value: MemberRow };
  people: { key: string; value: Person };
  outbox: { key: string; value: OutboxRow };
  drafts: { key: string; value: Draft };
  readMarks: { key: string; value: ReadMark };
}

export type Database = IDBPDatabase<Tables>;
export type TableName = 'conversations' | 'messages' | 'members' | 'people' | 'outbox' | 'drafts' | 'readMarks';

export const TABLES = [
  'conversations',
  'messages',
  'members',
  'people',
  'outbox',
  'drafts',
  'readMarks',
] as const satisfies readonly TableName[];

/** Step n brings a database from version n to n + 1. Steps are only ever added; each that moves owned rows has a test. */
const migrations: readonly ((db: Database) => void)[] = [
  (db) => {
    db.createObjectStore('conversations', { keyPath: 'id' });
    db.createObjectStore('messages', { keyPath: ['conversationId', 'seq'] });
    db.createObjectStore('members', { keyPath: ['conversationId', 'userId'] });
    db.createObjectStore('people', { keyPath: 'id' });
    db.createObjectStore('outbox', { keyPath: 'clientMessageId' });
    db.createObjectStore('drafts', { keyPath: 'conversationId' });
    db.createObjectStore('readMarks', { keyPath: 'conversationId' });
  },
];

/** Two people who use the same browser never meet in one database. */
const nameOf = (viewerId: string) => `parley-${viewerId}`;

/** Opens a person's database. Another tab that removes it or brings a newer version closes this one instead of waiting for it. */
export async function openDatabase(viewerId: string): Promise<Database> {
  const db: Database = await openDB<Tables>(nameOf(viewerId), migrations.length, {
    upgrade: (database, oldVersion) => {
      for (const migrate of migrations.slice(oldVersion)) migrate(database);
    },
    blocking: () => db.close(),
  });
  return db;
}

export const deleteDatabase = (viewerId: string): Promise<void> => deleteDB(nameOf(viewerId));
