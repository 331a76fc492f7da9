import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { eachMapping, TraceMap } from '@jridgewell/trace-mapping';
import { lineStarts } from './line-starts.ts';
import { RanOffsets, readCounts } from './v8-counts.ts';
import type { Place, Stretch, Witness } from './witness.ts';

/** A place of a source file and where the built script has it. */
interface BuiltPlace extends Place {
  readonly file: string;
  readonly offset: number;
  ran: boolean;
}

/**
 * What browsers ran of the built page. The page is the one that is shipped, minified: a build of the same sources beside it holds
 * the source maps, and a script of it has the same name only if it has the same content.
 */
export class PageWitness implements Witness {
  readonly #places: ReadonlyMap<string, readonly BuiltPlace[]>;

  /** @param folder where the browsers' counts are. @param build the build with source maps. @param sources the folder whose files matter. */
  constructor(folder: string, build: string, sources: string) {
    const scripts = new Map<string, BuiltPlace[]>();
    for (const counts of readCounts(folder)) {
      const script = path.join(build, new URL(counts.url).pathname);
      const places = scripts.get(script) ?? builtPlaces(script, sources);
      scripts.set(script, places);
      const run = new RanOffsets(counts);
      for (const place of places) place.ran ||= run.has(place.offset);
    }
    this.#places = Map.groupBy([...scripts.values()].flat().sort(inOrder), ({ file }) => file);
  }

  /** A minifier drops words like `return`: the first of the stretch that is left speaks for it; where it stands twice, either. */
  hasRun(file: string, { start, end }: Stretch): boolean {
    const within = (this.#places.get(file) ?? []).filter(
      (place) => inOrder(start, place) <= 0 && inOrder(place, { line: end.line, column: end.column ?? Number.POSITIVE_INFINITY }) <= 0,
    );
    const [first] = within;
    return first !== undefined && within.some((place) => place.ran && inOrder(place, first) === 0);
  }
}

function inOrder(one: Place, other: Place): number {
  return one.line - other.line || one.column - other.column;
}

/** A script without a map is the bundler's own and holds no source of ours. */
function builtPlaces(script: string, sources: string): BuiltPlace[] {
  if (!existsSync(`${script}.map`)) return [];
  const starts = lineStarts(readFileSync(script, 'utf8'));
  const map = new TraceMap(readFileSync(`${script}.map`, 'utf8'), pathToFileURL(`${script}.map`).href);
  const places: BuiltPlace[] = [];
  eachMapping(map, ({ source, originalLine: line, originalColumn: column, generatedLine, generatedColumn }) => {
    if (source === null || !source.startsWith('file://')) return;
    const file = fileURLToPath(source);
    if (!file.startsWith(sources)) return;
    places.push({ file, line, column, offset: (starts[generatedLine - 1] ?? 0) + generatedColumn, ran: false });
  });
  return places;
}
