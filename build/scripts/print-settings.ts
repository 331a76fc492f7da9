/** Prints docs/operations/settings.md from the settings themselves; with --check only says whether it is stale. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { SETTINGS } from '../../backend/config.ts';

const FILE = path.resolve(import.meta.dirname, '../../docs/operations/settings.md');

const rows = Object.entries(SETTINGS.shape).map(([name, schema]) => {
  const initial = schema instanceof z.ZodPrefault ? String(schema.def.defaultValue) : '';
  return `| \`${name}\` | ${initial === '' ? '' : `\`${initial}\``} | ${schema.description ?? ''} |`;
});
const text = `# Settings

Every setting is read from the environment at start; all that are wrong are named at once. Rates are written count/time: \`10/5s\`, \`5/15m\`, \`10/1h\`, \`50/1d\`.
This page is printed from \`backend/config.ts\` by \`node build/scripts/print-settings.ts\`.

| setting | default | what it does |
| --- | --- | --- |
${rows.join('\n')}
`;

if (!process.argv.includes('--check')) {
  mkdirSync(path.dirname(FILE), { recursive: true });
  writeFileSync(FILE, text);
} else if (readFileSync(FILE, 'utf8') !== text) {
  console.error('docs/operations/settings.md is stale. Run "node build/scripts/print-settings.ts".');
  process.exitCode = 1;
}
