import type { CoverageMap } from '@vitest/istanbul-lib-coverage';

/** Lines covered at least, in percent (spec TESTS). */
const THRESHOLDS = [
  { part: 'overall', files: /./, least: 75 },
  { part: 'services and policies', files: /\.(service|policy)\.ts$/, least: 85 },
  { part: 'realtime', files: /^backend\/realtime\//, least: 85 },
  { part: 'sync', files: /^desktop\/sync\//, least: 85 },
  { part: 'store', files: /^desktop\/.*\/store\//, least: 85 },
];

export interface PartCoverage {
  readonly part: string;
  readonly lines: number;
  readonly covered: number;
  readonly percent: number;
  readonly least: number;
}

/** How many lines of each part are covered; `nameOf` gives a file's path from the project's folder, with slashes. */
export function coverageOfParts(map: CoverageMap, nameOf: (file: string) => string): PartCoverage[] {
  return THRESHOLDS.map(({ part, files, least }) => {
    let [lines, covered] = [0, 0];
    for (const file of map.files().filter((each) => files.test(nameOf(each)))) {
      const summary = map.fileCoverageFor(file).toSummary().lines;
      lines += summary.total;
      covered += summary.covered;
    }
    return { part, lines, covered, percent: lines === 0 ? 100 : (100 * covered) / lines, least };
  });
}
