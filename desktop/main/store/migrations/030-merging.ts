import type { Migration } from './migration.ts';

/** When the index is told to merge its lists, two of about the same length are enough; else it would wait for four of them. */
export const MERGING: Migration = {
  version: 30,
  up: (connection) => {
    connection.exec("INSERT INTO cache_words (cache_words, rank) VALUES ('usermerge', 2)");
  },
};
