/**
 * Usage: node store-victim.ts <folder> <seed> <first step> <statement>
 * Opens a store, writes what it holds, and goes on with the steps of a history, saying each when it is saved, until it kills itself before the
 * statement of that number (never for 0: then somebody else does; -1 ends it at once, with what was compiled kept for the next). For the test of what a
 * kill leaves.
 */
import { writeSync } from 'node:fs';
import { StoreFile } from '../main/store/store-file.ts';
import { randomChanges } from './random-changes.ts';
import { contentOf } from './store-content.ts';

const [folder = '', ...numbers] = process.argv.slice(2);
const [seed = 0, first = 0, lastStatement = 0] = numbers.map(Number);
if (lastStatement === -1) process.exit();
const say = (line: string) => writeSync(1, `${line}\n`);

let statements = 0;
const store = StoreFile.open({
  folder,
  key: new Uint8Array(32).fill(7),
  onStatement: () => {
    statements += 1;
    if (statements === lastStatement) process.kill(process.pid, 'SIGKILL');
  },
});
say(`holds ${await contentOf(store)}`);
for (let step = first; ; step += 1) {
  store.save(randomChanges(seed, step));
  say(`saved ${step}`);
  for (let turn = step % 4; turn > 0; turn -= 1) store.tidy();
}
