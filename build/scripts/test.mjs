// `npm test`: check, unit and integration tests on a real PostgreSQL and Redis, end-to-end tests in a real browser.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensureArtefacts } from './artefacts.mjs';
import { check } from './checks.mjs';
import { endToEndTests } from './end-to-end-tests.mjs';
import { ensureInstalled, node, ROOT } from './installation.mjs';
import { environmentWithRedis } from './redis.mjs';
import { report } from './test-report.mjs';

const RESULTS = path.join(ROOT, 'test-results');
const UNIT_RESULT = path.join(RESULTS, 'unit.json');
const COVERAGE = path.join(ROOT, 'coverage');
const E2E_RESULT = path.join(RESULTS, 'e2e.json');

async function attempt(title, step) {
  console.log(`\n── ${title}`);
  try {
    await step();
    return true;
  } catch (error) {
    console.error(error.message);
    return false;
  }
}

async function unitTests() {
  // Once, before tests that run at the same time start programs that want them.
  await ensureArtefacts('page', 'desktop');
  const output = ['--reporter=default', '--reporter=json', `--outputFile.json=${UNIT_RESULT}`];
  const env = await environmentWithRedis();
  await node(['node_modules/vitest/vitest.mjs', 'run', '--config', 'build/vitest.config.ts', '--coverage', ...output], { env });
}

/** Of the unit tests as they counted it themselves, with what browsers and servers ran in the end-to-end tests. */
async function coverage() {
  if (!existsSync(path.join(COVERAGE, 'coverage-final.json')))
    throw new Error('Nothing to count: the unit tests did not come to their end.');
  await node(['build/scripts/coverage.ts']);
}

function readResult(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

// A machine of others may stall for seconds: a whole run tries a failed test once more, and says so at its end.
process.env.PARLEY_RETRIES ??= '1';

try {
  await ensureInstalled();
  await ensureArtefacts('prisma', 'graphql', 'baselines');
  for (const folder of [RESULTS, COVERAGE]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
  const checkOk = await attempt('Check', check);
  const unitOk = await attempt('Unit and integration tests', unitTests);
  const endToEndOk = await attempt('End-to-end tests', () => endToEndTests([], { coverage: path.join(COVERAGE, 'raw') }));
  const coverageOk = await attempt('Coverage', coverage);
  const { passed, failed } = report({
    vitest: readResult(UNIT_RESULT),
    isVitestOk: unitOk,
    playwright: readResult(E2E_RESULT),
    isPlaywrightOk: endToEndOk,
  });
  const others = { check: checkOk, coverage: coverageOk };
  const broken = Object.keys(others).filter((name) => !others[name]);
  for (const name of broken) console.log(`\nThe ${name} failed; see above.`);
  console.log(`\n${passed} passed, ${failed + broken.length} failed`);
  process.exitCode = failed + broken.length === 0 ? 0 : 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
