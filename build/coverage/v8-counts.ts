import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

interface CountedRange {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}

/** What V8 counted of one script: per function its range, and within it those whose count differs. */
export interface ScriptCounts {
  readonly url: string;
  readonly functions: readonly { readonly ranges: readonly CountedRange[] }[];
}

/** Reads one after the other what processes and pages left in a folder, in the format of `NODE_V8_COVERAGE`; nothing when there is none. */
export function* readCounts(folder: string): Generator<ScriptCounts> {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const { result }: { result: ScriptCounts[] } = JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
    yield* result;
  }
}

/** Which offsets of a script ran: each as the innermost range that holds it. */
export class RanOffsets {
  /** Where it changes whether the script ran, ascending; of several at one offset the last counts. */
  readonly #changes: { readonly offset: number; readonly ran: boolean }[] = [];

  constructor({ functions }: ScriptCounts) {
    const ranges = functions.flatMap((each) => each.ranges);
    ranges.sort((one, other) => one.startOffset - other.startOffset || other.endOffset - one.endOffset);
    const open: CountedRange[] = [];
    for (const range of ranges) {
      this.#close(open, range.startOffset);
      open.push(range);
      this.#changes.push({ offset: range.startOffset, ran: range.count > 0 });
    }
    this.#close(open, Number.POSITIVE_INFINITY);
  }

  has(offset: number): boolean {
    let [low, high] = [0, this.#changes.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#changes[middle]?.offset ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return this.#changes[low - 1]?.ran ?? false;
  }

  /** Ranges are nested: what ends here gives way to what surrounds it. */
  #close(open: CountedRange[], before: number): void {
    for (let last = open.at(-1); last !== undefined && last.endOffset <= before; last = open.at(-1)) {
      open.pop();
      this.#changes.push({ offset: last.endOffset, ran: (open.at(-1)?.count ?? 0) > 0 });
    }
  }
}
