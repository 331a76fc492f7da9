import { createHmac } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { StoreFailure } from '../../sync/store-failure.ts';
import { readFileIfThere, writeFileWhole } from '../disk/write-file.ts';
import { migrate } from './migrations/all.ts';
import { toStoreFailure } from './sqlite-failure.ts';

/** For tests alone: what is looked for in a file is found there only if nothing hides it. */
export const UNENCRYPTED = Symbol('unencrypted');
export type StoreKey = Uint8Array | typeof UNENCRYPTED;

export interface StorePlace {
  /** One person's folder in a workspace. */
  readonly folder: string;
  /** 32 random bytes. */
  readonly key: StoreKey;
  /** Called before each statement. */
  readonly onStatement?: (sql: string) => void;
  /** The file does not grow beyond so many pages; as large as the disk where it is left out. */
  readonly pagesMax?: number;
}

export const databasePath = (folder: string): string => path.join(folder, 'parley.db');
const checkPath = (folder: string): string => path.join(folder, 'parley.key-check');

/** The database, what SQLite keeps beside it, and what tells its key. */
export const filesOf = (folder: string): string[] => [
  ...['', '-wal', '-shm', '-journal'].map((end) => `${databasePath(folder)}${end}`),
  checkPath(folder),
];

const RAW_KEY = Buffer.from('raw:');
const KEY_BYTES = 32;

/**
 * Opens a person's database, makes it where there is none, and brings it to this program's version.
 * @throws StoreFailure WRONG_KEY, CORRUPT, NEWER_VERSION, DISK_FULL, UNAVAILABLE; what is there stays as it is.
 */
export function openDatabase(place: StorePlace): Database.Database {
  mkdirSync(place.folder, { recursive: true, mode: 0o700 });
  const isNew = !existsSync(databasePath(place.folder));
  if (isNew) writeKeyCheck(place);
  const connection = connect(place);
  try {
    // Reads the file for the first time: here the key proves right or wrong.
    connection.pragma('user_version');
    connection.pragma('journal_mode = WAL');
    connection.pragma('secure_delete = ON');
    connection.pragma('temp_store = MEMORY');
    connection.pragma('cache_size = -32000');
    if (place.pagesMax !== undefined) connection.pragma(`max_page_count = ${place.pagesMax}`);
    migrate(connection);
    connection.exec('CREATE VIRTUAL TABLE temp.cache_vocabulary USING fts5vocab(main, cache_words, row)');
    return connection;
  } catch (error) {
    connection.close();
    const failure = toStoreFailure(error);
    const isForeign = failure.code === 'CORRUPT' && !isKeyOf(place);
    throw isForeign ? new StoreFailure('WRONG_KEY', 'What is kept was closed with another key.', { cause: error }) : failure;
  }
}

/** A connection with its key; nothing is read yet. */
export function connect({ folder, key, onStatement }: StorePlace, file = databasePath(folder)): Database.Database {
  const verbose = onStatement === undefined ? {} : { verbose: (sql: unknown) => onStatement(String(sql)) };
  const connection = open(file, verbose);
  if (key === UNENCRYPTED) return connection;
  if (key.length !== KEY_BYTES) throw new Error(`A key has ${KEY_BYTES} bytes.`);
  connection.pragma("cipher = 'chacha20'");
  // The key as it is: it is random already, and deriving another one from it would take a start half a second.
  const raw = Buffer.concat([RAW_KEY, key]);
  connection.key(raw);
  raw.fill(0);
  return connection;
}

function open(file: string, options: Database.Options): Database.Database {
  try {
    return new Database(file, options);
  } catch (error) {
    throw toStoreFailure(error);
  }
}

/** Tells a wrong key from a damaged file: both only look like noise. It says nothing of the key. */
function writeKeyCheck({ folder, key }: StorePlace): void {
  if (key !== UNENCRYPTED) writeFileWhole(checkPath(folder), checkOf(key));
}

function isKeyOf({ folder, key }: StorePlace): boolean {
  const check = readFileIfThere(checkPath(folder));
  return key === UNENCRYPTED || check === undefined || check.toString() === checkOf(key);
}

const checkOf = (key: Uint8Array): string => createHmac('sha256', key).update('parley store').digest('hex');
