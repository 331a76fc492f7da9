// Writes schema.graphql from the code; with --check only tells whether it is in step, by the exit code.
import { readFileSync, writeFileSync } from 'node:fs';
import { printApi } from '../../backend/schema/print.ts';

const FILE = new URL('../../schema.graphql', import.meta.url);
const printed = printApi();
if (!process.argv.includes('--check')) {
  writeFileSync(FILE, printed);
} else if (readFileSync(FILE, 'utf8') !== printed) {
  console.error('schema.graphql is not in step with the code. Run: npm run schema');
  process.exitCode = 1;
}
