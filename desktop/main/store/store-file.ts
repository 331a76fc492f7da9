import { rmSync } from 'node:fs';
import type Database from 'better-sqlite3-multiple-ciphers';
import { type DigestPage, type DigestStretch, digestStretch } from '../../sync/digest.ts';
import type { MemberRow, MessageRow, ReceiptRow, ThreadRow } from '../../sync/records.ts';
import type { HeldMessages, HeldSearch, Snapshot, StoreChange } from '../../sync/store.ts';
import { applyStoreChange, isForgetting, isOwnedChange } from './apply-store-change.ts';
import { findConversation, listConversations } from './cache-conversations.ts';
import { getFact } from './cache-facts.ts';
import { listMembers } from './cache-members.ts';
import { listMessages } from './cache-messages.ts';
import { listPeople } from './cache-people.ts';
import { listReceipts } from './cache-receipts.ts';
import { listThreads } from './cache-threads.ts';
import { listViewerItems } from './cache-viewer-items.ts';
import { openDatabase, type StorePlace } from './database-file.ts';
import { findMessages } from './find-messages.ts';
import { type Handles, handlesOf, type ReadableDb } from './handles.ts';
import { listDrafts } from './owned-drafts.ts';
import { listOutbox } from './owned-outbox.ts';
import { listReadMarks } from './owned-read-marks.ts';
import { toStoreFailure } from './sqlite-failure.ts';
import { isSweepDue, mergeForSpeed, sweep } from './sweep.ts';

/** What the desktop keeps of a person, in an encrypted file. Everything here is synchronous: it runs in a thread of its own. Throws `StoreFailure`. */
export class StoreFile {
  readonly #connection: Database.Database;
  readonly #handles: Handles;
  /** What was taken away since is still in the log beside the file. */
  #hasForgotten = false;
  /** The index may have lists that are better merged: of what came since, or of an earlier run. */
  #mayMerge = true;

  private constructor(connection: Database.Database) {
    this.#connection = connection;
    this.#handles = handlesOf(connection);
  }

  static open(place: StorePlace): StoreFile {
    return new StoreFile(openDatabase(place));
  }

  load(): Snapshot {
    return this.#read((db) => ({
      conversations: listConversations(db),
      people: listPeople(db),
      outbox: listOutbox(db),
      drafts: listDrafts(db),
      readMarks: listReadMarks(db),
      settings: getFact(db, 'settings'),
      viewerItems: listViewerItems(db),
    }));
  }

  listMessages(conversationId: string, page: { readonly before: number; readonly limit: number }): HeldMessages | null {
    return this.#read((db) => {
      const held = findConversation(db, conversationId);
      if (held === undefined) return null;
      return { cursor: held.row.cursor, window: held.row.window, messages: listMessages(db, held, page) };
    });
  }

  /** Here, so that a page that compares what it holds with the server has nothing to read and nothing to compute. */
  digestMessages(conversationId: string, page: DigestPage): DigestStretch | null {
    const held = this.listMessages(conversationId, page);
    return held && digestStretch(held, page);
  }

  listThreads(conversationId: string): ThreadRow[] {
    return this.#listOf(conversationId, listThreads);
  }

  listMembers(conversationId: string): MemberRow[] {
    return this.#listOf(conversationId, listMembers);
  }

  listReceipts(conversationId: string): ReceiptRow[] {
    return this.#listOf(conversationId, listReceipts);
  }

  search(search: HeldSearch): MessageRow[] {
    return this.#read((db) => findMessages(db, search, Date.now()));
  }

  /** One transaction. What is nowhere else is on the disk when this returns, should the power fail too. */
  save(changes: readonly StoreChange[]): void {
    this.#attempt(() => {
      this.#connection.pragma(`synchronous = ${changes.some(isOwnedChange) ? 'FULL' : 'NORMAL'}`);
      this.#connection.transaction(() => {
        for (const change of changes) applyStoreChange(this.#handles, change);
      })();
    });
    this.#hasForgotten ||= changes.some(isForgetting);
    this.#mayMerge = true;
  }

  /**
   * One small step of removing what is held no more, from the file and from the log beside it, then of what makes searches quick; for when nothing is
   * asked. Gives whether there is more to do.
   */
  tidy(): boolean {
    return this.#attempt(() => {
      this.#connection.pragma('synchronous = NORMAL');
      if (isSweepDue(this.#handles.reader)) {
        this.#connection.transaction(() => sweep(this.#handles.cache))();
        this.#hasForgotten = true;
        return true;
      }
      if (this.#hasForgotten) this.#connection.pragma('wal_checkpoint(TRUNCATE)');
      this.#hasForgotten = false;
      if (this.#mayMerge) this.#mayMerge = this.#connection.transaction(() => mergeForSpeed(this.#handles.cache))();
      return this.#mayMerge;
    });
  }

  close(): void {
    this.#connection.close();
  }

  #listOf<Row>(conversationId: string, list: (db: ReadableDb, no: number) => Row[]): Row[] {
    return this.#read((db) => {
      const held = findConversation(db, conversationId);
      return held === undefined ? [] : list(db, held.no);
    });
  }

  #read<Answer>(ask: (db: ReadableDb) => Answer): Answer {
    return this.#attempt(() => ask(this.#handles.reader));
  }

  #attempt<Answer>(work: () => Answer): Answer {
    try {
      return work();
    } catch (error) {
      throw toStoreFailure(error);
    }
  }
}

/** Removes everything that is kept in a folder (log out). */
export const removeStore = (folder: string): void => rmSync(folder, { recursive: true, force: true });
