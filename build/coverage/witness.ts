import type { CoverageMap } from '@vitest/istanbul-lib-coverage';

/** A place in a source file: line from 1, column from 0. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface Stretch {
  readonly start: Place;
  /** A column of null is the end of the line. */
  readonly end: { readonly line: number; readonly column: number | null };
}

/** Knows what ran outside the unit tests. */
export interface Witness {
  /** Whether what begins at the start of this stretch of a source file ran. */
  hasRun(file: string, stretch: Stretch): boolean;
}

/** Counts as run, among the statements and functions that the map knows, what the witness saw run. */
export function addWitness(map: CoverageMap, witness: Witness): void {
  for (const file of map.files()) {
    const { statementMap, s, fnMap, f } = map.fileCoverageFor(file).data;
    const mark = (hits: Record<string, number>, id: string, stretch: Stretch) => {
      if (hits[id] === 0 && witness.hasRun(file, stretch)) hits[id] = 1;
    };
    for (const [id, stretch] of Object.entries(statementMap)) mark(s, id, stretch);
    for (const [id, { loc }] of Object.entries(fnMap)) mark(f, id, loc);
  }
}
