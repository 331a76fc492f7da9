import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Draft, OutboxRow, ReadMark } from '../../sync/records.ts';
import type { StoreChange } from '../../sync/store.ts';
import { StoreFailure } from '../../sync/store-failure.ts';
import { connect, filesOf, type StorePlace } from './database-file.ts';
import { StoreFile } from './store-file.ts';

/** What a store that could not be read went through. */
export interface Recovery {
  readonly reason: 'CORRUPT' | 'WRONG_KEY';
  /** How many rows of what is nowhere else (outbox, drafts, read marks) could be carried over. */
  readonly carriedOver: number;
  /** Whether those were all. */
  readonly isComplete: boolean;
}

export interface OpenedStore {
  readonly file: StoreFile;
  readonly recovery: Recovery | null;
}

/**
 * Opens what is kept. A file that cannot be read is set aside, what is owned is carried over as far as it can be read, and the rest is fetched
 * again.
 * @throws StoreFailure NEWER_VERSION, DISK_FULL, UNAVAILABLE; then nothing was touched.
 */
export function openStore(place: StorePlace): OpenedStore {
  try {
    return { file: StoreFile.open(place), recovery: null };
  } catch (error) {
    if (!(error instanceof StoreFailure) || (error.code !== 'CORRUPT' && error.code !== 'WRONG_KEY')) throw error;
    return recoverStore(place, error.code);
  }
}

/** Begins a new file with what is owned in the old one, which must be closed. */
export function recoverStore(place: StorePlace, reason: Recovery['reason']): OpenedStore {
  const salvage = reason === 'CORRUPT' ? salvageOwned(place) : { changes: [], isComplete: false };
  setAside(place.folder);
  const file = StoreFile.open(place);
  file.save(salvage.changes);
  return { file, recovery: { reason, carriedOver: salvage.changes.length, isComplete: salvage.isComplete } };
}

interface Salvage {
  readonly changes: readonly StoreChange[];
  readonly isComplete: boolean;
}

interface OwnedTable {
  readonly table: string;
  readonly key: string;
  readonly columns: string;
  readonly toChange: (row: Readonly<Record<string, unknown>>) => StoreChange;
}

const OWNED: readonly OwnedTable[] = [
  {
    table: 'owned_outbox',
    key: 'id',
    columns: 'id, body',
    toChange: ({ body }) => ({ type: 'outboxPut', row: JSON.parse(String(body)) as OutboxRow }),
  },
  {
    table: 'owned_drafts',
    key: 'conversation_id',
    columns: 'conversation_id, body',
    toChange: ({ body }) => ({ type: 'draftSet', draft: JSON.parse(String(body)) as Draft }),
  },
  {
    table: 'owned_read_marks',
    key: 'conversation_id',
    columns: 'conversation_id, read_seq',
    toChange: (row) => ({
      type: 'readMarkSet',
      mark: { conversationId: String(row.conversation_id), readSeq: Number(row.read_seq) } satisfies ReadMark,
    }),
  },
];

/** Reads each table from both ends until it can be read no further. */
function salvageOwned(place: StorePlace): Salvage {
  const changes: StoreChange[] = [];
  let isComplete = true;
  try {
    const connection = connect(place);
    try {
      for (const owned of OWNED) {
        const rows = new Map<string, StoreChange>();
        for (const order of ['ASC', 'DESC']) {
          const isWhole = readInto(rows, owned, () =>
            connection.prepare<[], Readonly<Record<string, unknown>>>(
              `SELECT ${owned.columns} FROM ${owned.table} ORDER BY ${owned.key} ${order}`,
            ),
          );
          if (isWhole) break;
          isComplete = false;
        }
        changes.push(...rows.values());
      }
    } finally {
      connection.close();
    }
  } catch {
    isComplete = false;
  }
  return { changes, isComplete };
}

interface Rows {
  iterate(): Iterable<Readonly<Record<string, unknown>>>;
}

/** Gives whether the end was reached. */
function readInto(rows: Map<string, StoreChange>, { key, toChange }: OwnedTable, prepare: () => Rows): boolean {
  try {
    for (const row of prepare().iterate()) rows.set(String(row[key]), toChange(row));
    return true;
  } catch {
    return false;
  }
}

const ASIDE = 'set-aside';

/** Only the last one is kept; it goes with everything else when the person logs out. */
function setAside(folder: string): void {
  const aside = path.join(folder, ASIDE);
  rmSync(aside, { recursive: true, force: true });
  for (const file of filesOf(folder)) if (existsSync(file)) moveInto(aside, file);
}

function moveInto(folder: string, file: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  renameSync(file, path.join(folder, path.basename(file)));
}
