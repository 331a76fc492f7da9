import { indexMessage } from '../cache-texts.ts';
import { handlesOf } from '../handles.ts';
import { messageOf } from '../message-body.ts';
import type { Migration } from './migration.ts';

/**
 * The words of the messages (SEARCH-3), by the moment they were said, and the trigrams of them. The index says only in which texts a trigram
 * stands (`detail=none`): where, tells the text.
 */
export const WORDS: Migration = {
  version: 20,
  up: (connection) => {
    connection.exec(`
      ALTER TABLE cache_messages ADD COLUMN label INTEGER;
      CREATE TABLE cache_texts (label INTEGER PRIMARY KEY, conversation_no INTEGER NOT NULL, seq INTEGER NOT NULL, words TEXT NOT NULL);
      CREATE TABLE cache_forgotten (label INTEGER PRIMARY KEY);
      CREATE VIRTUAL TABLE cache_words USING fts5 (
        words, content='cache_texts', content_rowid='label', tokenize='trigram case_sensitive 1', detail='none', columnsize=0);
      INSERT INTO cache_words (cache_words, rank) VALUES ('secure-delete', 1);
    `);
    const { cache } = handlesOf(connection);
    const held = cache.all<HeldMessage>(
      'SELECT m.conversation_no AS no, c.id, m.seq, m.change_seq AS changeSeq, m.body FROM cache_messages m JOIN cache_conversations c ON c.no = m.conversation_no',
    );
    for (const row of held) indexMessage(cache, row.no, messageOf(row.id, row));
  },
};

interface HeldMessage {
  readonly no: number;
  readonly id: string;
  readonly seq: number;
  readonly changeSeq: number;
  readonly body: string;
}
