import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './installation.mjs';

/** Whether too little coverage fails the tests, or is only said. */
const ENFORCED = false;

/** Lines covered at least, in percent (spec TESTS). */
const THRESHOLDS = [
  { title: 'overall', files: /./, least: 75 },
  { title: 'services and policies', files: /\.(service|policy)\.ts$/, least: 85 },
  { title: 'realtime', files: /^backend\/realtime\//, least: 85 },
  { title: 'sync', files: /^desktop\/sync\//, least: 85 },
  { title: 'store', files: /^desktop\/.*\/store\//, least: 85 },
];

/** Prints how many lines each part has covered, from the last unit test run; throws when it is too few and that counts. */
export function reportCoverage() {
  const { total: _, ...files } = JSON.parse(readFileSync(path.join(ROOT, 'coverage/coverage-summary.json'), 'utf8'));
  const low = THRESHOLDS.filter(({ title, files: wanted, least }) => {
    const percent = coveredPercent(files, wanted);
    if (percent === undefined) return false;
    console.log(`${percent >= least ? '✓' : '✗'} lines covered, ${title}: ${percent.toFixed(1)} % (at least ${least} %)`);
    return percent < least;
  });
  if (ENFORCED && low.length > 0) throw new Error(`Too few lines covered: ${low.map(({ title }) => title).join(', ')}.`);
}

function coveredPercent(files, wanted) {
  const lines = Object.entries(files)
    .filter(([file]) => wanted.test(path.relative(ROOT, file).replaceAll(path.sep, '/')))
    .map(([, summary]) => summary.lines);
  const total = lines.reduce((sum, { total }) => sum + total, 0);
  return total === 0 ? undefined : (100 * lines.reduce((sum, { covered }) => sum + covered, 0)) / total;
}
