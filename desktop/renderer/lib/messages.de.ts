import { messages as source } from './messages.en.ts';
import type { Catalogue } from './translate.ts';

const german = {
  'app.skip': 'Zur Unterhaltung springen',
  'app.retry': 'Noch einmal versuchen',
  'app.cancel': 'Abbrechen',
} as const satisfies Partial<Catalogue>;

export const messages: Catalogue = { ...source, ...german };
