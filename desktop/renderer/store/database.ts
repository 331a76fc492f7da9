import { type DBSchema, deleteDB, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';
import type {
  ConversationRow,
  Draft,
  MemberRow,
  MessageRow,
  OutboxRow,
  Person,
  ReadMark,
  ReceiptRow,
  Settings,
  ThreadRow,
} from '../../sync/records.ts';
import type { ViewerItemRow } from '../../sync/viewer-item.ts';
import { withOperation } from './outbox-rows.ts';

/** One person's tables. `drafts`, `outbox` and `readMarks` are owned: a new version of the database carries them over. The rest is cache. */
export interface Tables extends DBSchema {
  conversations: { key: string; value: ConversationRow };
  /** By conversation and number, so that a stretch of a timeline is one range. */
  messages: { key: [string, number]; value: MessageRow };
  /** By conversation and number of the root. */
  threads: { key: [string, number]; value: ThreadRow };
  members: { key: [string, string]; value: MemberRow };
  receipts: { key: [string, string]; value: ReceiptRow };
  people: { key: string; value: Person };
  /** The viewer's, under one name. */
  settings: { key: string; value: Settings };
  viewerItems: { key: [string, string]; value: ViewerItemRow };
  /** Up to which number of the viewer's own sequence the items are complete, under one name. */
  viewerSeq: { key: string; value: number };
  outbox: { key: string; value: OutboxRow };
  drafts: { key: string; value: Draft };
  readMarks: { key: string; value: ReadMark };
}

export type Database = IDBPDatabase<Tables>;
export const TABLES = [
  'conversations',
  'messages',
  'threads',
  'members',
  'receipts',
  'people',
  'settings',
  'viewerItems',
  'viewerSeq',
  'outbox',
  'drafts',
  'readMarks',
] as const satisfies readonly StoreNames<Tables>[];
export type TableName = (typeof TABLES)[number];

type Upgrading = IDBPTransaction<Tables, StoreNames<Tables>[], 'versionchange'>;

/** Step n brings a database from version n to n + 1. Steps are only ever added; each that moves owned rows has a test. */
const migrations: readonly ((db: Database, tx: Upgrading) => void | Promise<void>)[] = [
  (db) => {
    db.createObjectStore('conversations', { keyPath: 'id' });
    db.createObjectStore('messages', { keyPath: ['conversationId', 'seq'] });
    db.createObjectStore('members', { keyPath: ['conversationId', 'userId'] });
    db.createObjectStore('people', { keyPath: 'id' });
    db.createObjectStore('outbox', { keyPath: 'clientMessageId' });
    db.createObjectStore('drafts', { keyPath: 'conversationId' });
    db.createObjectStore('readMarks', { keyPath: 'conversationId' });
  },
  // Messages tell whom they mention and conversations count it: cache rows that do not say so are fetched again.
  (db) => {
    for (const name of ['conversations', 'messages', 'members'] as const) db.deleteObjectStore(name);
    db.createObjectStore('conversations', { keyPath: 'id' });
    db.createObjectStore('messages', { keyPath: ['conversationId', 'seq'] });
    db.createObjectStore('members', { keyPath: ['conversationId', 'userId'] });
    db.createObjectStore('receipts', { keyPath: ['conversationId', 'userId'] });
    db.createObjectStore('settings');
  },
  // Messages can be answers, in threads, reacted to, pinned: rows that do not say so are fetched again. What is on its way out says what it does.
  async (db, tx) => {
    for (const name of ['conversations', 'messages', 'members'] as const) db.deleteObjectStore(name);
    db.createObjectStore('conversations', { keyPath: 'id' });
    db.createObjectStore('messages', { keyPath: ['conversationId', 'seq'] });
    db.createObjectStore('members', { keyPath: ['conversationId', 'userId'] });
    db.createObjectStore('threads', { keyPath: ['conversationId', 'rootSeq'] });
    db.createObjectStore('viewerItems', { keyPath: ['kind', 'key'] });
    db.createObjectStore('viewerSeq');
    const sends: readonly unknown[] = await tx.objectStore('outbox').getAll();
    db.deleteObjectStore('outbox');
    const outbox = db.createObjectStore('outbox', { keyPath: 'id' });
    for (const send of sends) void outbox.put(withOperation(send));
  },
];

/** Two people who use the same browser never meet in one database. */
const nameOf = (viewerId: string) => `parley-${viewerId}`;

/** Opens a person's database. Another tab that removes it or brings a newer version closes this one instead of waiting for it. */
export async function openDatabase(viewerId: string): Promise<Database> {
  const db: Database = await openDB<Tables>(nameOf(viewerId), migrations.length, {
    upgrade: async (database, oldVersion, ...[, tx]) => {
      for (const migrate of migrations.slice(oldVersion)) await migrate(database, tx);
    },
    blocking: () => db.close(),
  });
  return db;
}

export const deleteDatabase = (viewerId: string): Promise<void> => deleteDB(nameOf(viewerId));
