/** Adds what browsers and servers ran to the coverage of the unit tests, prints it by part, and fails when a part has too little. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createCoverageMap } from '@vitest/istanbul-lib-coverage';
import { createAsync, createContext } from '@vitest/istanbul-lib-report';
import { PageWitness } from '../coverage/page-witness.ts';
import { ServerWitness } from '../coverage/server-witness.ts';
import { coverageOfParts } from '../coverage/thresholds.ts';
import { addWitness } from '../coverage/witness.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const RESULTS = path.join(ROOT, 'coverage');

const map = createCoverageMap(JSON.parse(readFileSync(path.join(RESULTS, 'coverage-final.json'), 'utf8')));
addWitness(map, new PageWitness(path.join(RESULTS, 'raw/pages'), path.join(ROOT, 'dist/web-with-maps'), path.join(ROOT, 'desktop/')));
addWitness(map, new ServerWitness(path.join(RESULTS, 'raw/servers'), path.join(ROOT, 'backend/')));

const report = await createAsync('html', {});
report.execute(createContext({ dir: RESULTS, coverageMap: map }));

const parts = coverageOfParts(map, (file) => path.relative(ROOT, file).replaceAll(path.sep, '/'));
console.log('  lines covered             of        %   at least');
for (const { part, lines, covered, percent, least } of parts) {
  const figures = [String(covered).padStart(6), String(lines).padStart(8), percent.toFixed(1).padStart(8), String(least).padStart(10)];
  console.log(`${percent >= least ? '✓' : '✗'} ${part.padEnd(21)}${figures.join('')}`);
}
const low = parts.filter(({ percent, least }) => percent < least);
if (low.length > 0) {
  console.error(`Too few lines covered: ${low.map(({ part }) => part).join(', ')}. See coverage/index.html.`);
  process.exitCode = 1;
}
