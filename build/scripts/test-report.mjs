// What both runners left behind, told at the end of `npm test`: what was left out, what failed and why, what needed a second try, how many passed.

/** Every test of a report of Vitest (`--reporter=json`) as {name, tries, ok, message}. */
function ofVitest(report) {
  return report.testResults.flatMap(({ name: file, status, message: fileMessage, assertionResults }) => {
    const tests = assertionResults
      .filter(({ status }) => status === 'passed' || status === 'failed')
      .map(({ fullName, status, failureMessages }) => ({
        name: `${file} › ${fullName}`,
        isOk: status === 'passed',
        // A test that passed at its second try keeps the messages of the first.
        isFlaky: status === 'passed' && failureMessages.length > 0,
        message: failureMessages[0],
      }));
    // A file that cannot be loaded, or whose hooks fail, fails without any of its tests doing so.
    const isBroken = status === 'failed' && tests.every(({ isOk }) => isOk);
    return isBroken ? [...tests, { name: file, isOk: false, isFlaky: false, message: fileMessage }] : tests;
  });
}

/** The specs of a report of Playwright (`json`), of the suites within suites too. */
const specsOf = ({ suites = [], specs = [] }) => [...specs, ...suites.flatMap(specsOf)];

/** What Playwright left out, with the reason; Vitest's tests print theirs as they go. */
function skippedOf(report) {
  return specsOf(report).flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === 'skipped')
      .map(({ projectName, annotations }) => {
        const reason = annotations.find(({ type }) => type === 'skip')?.description ?? 'no reason given';
        return `[${projectName}] ${file} › ${title}: ${reason}`;
      }),
  );
}

function ofPlaywright(report) {
  return specsOf(report).flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status !== 'skipped')
      .map(({ projectName, status, results }) => ({
        name: `[${projectName}] ${file} › ${title}`,
        isOk: status !== 'unexpected',
        isFlaky: status === 'flaky',
        message: results.find(({ error }) => error !== undefined)?.error.message,
      })),
  );
}

function excerpt(message = '(no message)') {
  return message
    .split('\n')
    .slice(0, 12)
    .map((line) => `    ${line}`)
    .join('\n');
}

/**
 * Prints what was left out, what failed and what needed a second try, and gives {passed, failed}. A runner without a report (`undefined`) came to
 * no end; it counts as one failure, and so does one that says it failed while all its tests passed.
 */
export function report({ vitest, isVitestOk, playwright, isPlaywrightOk }) {
  const runners = [
    { name: 'Unit and integration tests', tests: vitest === undefined ? [] : ofVitest(vitest), isOk: isVitestOk },
    { name: 'End-to-end tests', tests: playwright === undefined ? [] : ofPlaywright(playwright), isOk: isPlaywrightOk },
  ];
  const tests = runners.flatMap((runner) => runner.tests);
  const failures = [
    ...tests.filter(({ isOk }) => !isOk),
    ...runners
      .filter((runner) => !runner.isOk && runner.tests.every(({ isOk }) => isOk))
      .map(({ name }) => ({ name, message: 'The run itself failed; see above.' })),
  ];
  const flaky = tests.filter(({ isFlaky }) => isFlaky);
  const skipped = playwright === undefined ? [] : skippedOf(playwright);
  if (skipped.length > 0) console.log(`\n── Left out\n\n${skipped.join('\n')}`);
  if (flaky.length > 0) console.log('\n── Passed at the second try');
  for (const { name, message } of flaky) console.log(`\n${name}\n${excerpt(message)}`);
  if (failures.length > 0) console.log('\n── Failed');
  for (const { name, message } of failures) console.log(`\n${name}\n${excerpt(message)}`);
  return { passed: tests.filter(({ isOk }) => isOk).length, failed: failures.length };
}
