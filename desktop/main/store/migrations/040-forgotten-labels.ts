import type { Migration } from './migration.ts';

/**
 * Labels that were forgotten, which words may have again once the index has nothing of them. Files of version 20 and 30 were made without the table at
 * first, and their index may have been ruined by labels that came again: it is made anew.
 */
export const FORGOTTEN_LABELS: Migration = {
  version: 40,
  up: (connection) => {
    connection.exec(`
      CREATE TABLE IF NOT EXISTS cache_forgotten (label INTEGER PRIMARY KEY);
      INSERT INTO cache_words (cache_words) VALUES ('rebuild');
    `);
  },
};
