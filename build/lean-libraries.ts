import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

const lib = path.resolve(import.meta.dirname, '../desktop/renderer/lib');

/**
 * What the Markdown parser brings along for constructs that messages do not have: the table of all named HTML entities, and a finder of
 * addresses beside the page's own. Together they would be an eighth of what everybody loads first.
 */
export const leanMarkdown = [
  { find: /^entities$/, replacement: path.join(lib, 'markdown/named-entities.ts') },
  { find: /^linkify-it$/, replacement: path.join(lib, 'markdown/no-linkify.ts') },
];

const wordsOfParts = /[\\/]react-(?:aria|stately|aria-components)[\\/].*[\\/]intl[\\/].*\b([a-z]{2})-[A-Z]{2}\.mjs$/;

/** Leaves out the words of the parts library in languages that the page does not speak; who reads another one hears English, as everywhere. */
export function spokenLanguages(): Plugin {
  const spoken = new Set(readdirSync(lib).flatMap((name) => /^messages\.([a-z]{2})\.ts$/.exec(name)?.[1] ?? []));
  return {
    name: 'parley-spoken-languages',
    enforce: 'pre',
    load(id) {
      const language = wordsOfParts.exec(id)?.[1];
      return language === undefined || spoken.has(language) ? undefined : 'export default undefined;';
    },
  };
}
