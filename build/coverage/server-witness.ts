import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { lineStarts } from './line-starts.ts';
import { RanOffsets, readCounts } from './v8-counts.ts';
import type { Stretch, Witness } from './witness.ts';

/** What whole server processes ran. Node puts blanks in place of types, so an offset that V8 counted is one of the source file. */
export class ServerWitness implements Witness {
  readonly #runs = new Map<string, RanOffsets[]>();
  readonly #lineStarts: ReadonlyMap<string, readonly number[]>;

  /** @param folder where the processes left their counts. @param sources the folder whose files matter. */
  constructor(folder: string, sources: string) {
    for (const counts of readCounts(folder)) {
      if (!counts.url.startsWith('file://')) continue;
      const file = fileURLToPath(counts.url);
      if (!file.startsWith(sources)) continue;
      const runs = this.#runs.get(file) ?? [];
      this.#runs.set(file, runs);
      runs.push(new RanOffsets(counts));
    }
    this.#lineStarts = new Map([...this.#runs.keys()].map((file) => [file, lineStarts(readFileSync(file, 'utf8'))]));
  }

  hasRun(file: string, { start }: Stretch): boolean {
    const lineStart = this.#lineStarts.get(file)?.[start.line - 1];
    if (lineStart === undefined) return false;
    return this.#runs.get(file)?.some((run) => run.has(lineStart + start.column)) ?? false;
  }
}
