import { z } from 'zod';
import { StoreFailure } from '../../sync/store-failure.ts';
import { type StorePlace, UNENCRYPTED } from './database-file.ts';
import { openStore, type Recovery, recoverStore } from './recover-store.ts';
import { parseStoreChanges } from './store-change-schema.ts';
import { removeStore, type StoreFile } from './store-file.ts';
import type { StoreAsk } from './store-messages.ts';

export interface KeeperEnds {
  readonly place: StorePlace;
  /** The file could not be read any more, and another one was begun. */
  readonly onRecovered: (recovery: Recovery) => void;
}

/** Keeps one person's store open and answers what is asked of it, in JSON. Throws `StoreFailure`. */
export class StoreKeeper {
  readonly #ends: KeeperEnds;
  #file: StoreFile | null;

  constructor(ends: KeeperEnds) {
    this.#ends = ends;
    const { file, recovery } = openStore(ends.place);
    this.#file = file;
    if (recovery !== null) ends.onRecovered(recovery);
  }

  /** What is found damaged meanwhile is begun anew, and asked once more: then it holds less, but what it says is right. */
  answer(ask: StoreAsk): string {
    try {
      return answerFrom(this.#opened(), ask);
    } catch (error) {
      if (error instanceof z.ZodError || error instanceof SyntaxError)
        throw new StoreFailure('UNAVAILABLE', 'This cannot be kept.', { cause: error });
      if (!(error instanceof StoreFailure) || error.code !== 'CORRUPT') throw error;
      this.#recover();
      return answerFrom(this.#opened(), ask);
    }
  }

  /** A small step of tidying up, for when nothing is asked. Gives whether there is more to do. */
  tidy(): boolean {
    return this.#file?.tidy() ?? false;
  }

  /** Nothing of the key stays in memory. */
  close(): void {
    this.#file?.close();
    this.#file = null;
    const { key } = this.#ends.place;
    if (key !== UNENCRYPTED) key.fill(0);
  }

  destroy(): void {
    this.close();
    removeStore(this.#ends.place.folder);
  }

  #opened(): StoreFile {
    if (this.#file === null) throw new StoreFailure('CLOSED', 'The store is closed.');
    return this.#file;
  }

  #recover(): void {
    this.#file?.close();
    this.#file = null;
    const { file, recovery } = recoverStore(this.#ends.place, 'CORRUPT');
    this.#file = file;
    if (recovery !== null) this.#ends.onRecovered(recovery);
  }
}

function answerFrom(file: StoreFile, ask: StoreAsk): string {
  switch (ask.name) {
    case 'load':
      return JSON.stringify(file.load());
    case 'listMessages':
      return JSON.stringify(file.listMessages(ask.input.conversationId, ask.input));
    case 'digestMessages':
      return JSON.stringify(file.digestMessages(ask.input.conversationId, ask.input));
    case 'listThreads':
      return JSON.stringify(file.listThreads(ask.input.conversationId));
    case 'listMembers':
      return JSON.stringify(file.listMembers(ask.input.conversationId));
    case 'listReceipts':
      return JSON.stringify(file.listReceipts(ask.input.conversationId));
    case 'search':
      return JSON.stringify(file.search(ask.input));
    case 'save':
      file.save(parseStoreChanges(ask.input.changes));
      return 'null';
  }
}
