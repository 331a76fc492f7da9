import { readFileSync, renameSync } from 'node:fs';
import { z } from 'zod';
import { DEFAULT_PREFERENCES, type Preferences, preferencesSchema } from '../../bridge/preferences.ts';
import { writeFileWhole } from '../disk/write-file.ts';

const boundsSchema = z.object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() });

/** Where the window was. */
export const windowPlaceSchema = z.object({ bounds: boundsSchema, isMaximised: z.boolean() });

export type Bounds = Readonly<z.infer<typeof boundsSchema>>;
export type WindowPlace = Readonly<z.infer<typeof windowPlaceSchema>>;

interface Held {
  readonly preferences: Preferences;
  readonly window: WindowPlace | null;
}

export interface PreferencesFileEnds {
  /** `<userData>/preferences.json` */
  readonly file: string;
  /** Hears that the file could not be written; what was chosen holds until the app ends. */
  readonly onError: (error: unknown) => void;
}

/** What the app remembers of this computer, in one small file without secrets. A damaged file costs the choices in it, never the start. */
export class PreferencesFile {
  readonly #ends: PreferencesFileEnds;
  /** Also what a newer version wrote and this one does not know: it is written back. */
  #document: Readonly<Record<string, unknown>>;
  #held: Held;
  readonly #listeners = new Set<(preferences: Preferences, before: Preferences) => void>();

  constructor(ends: PreferencesFileEnds) {
    this.#ends = ends;
    this.#document = readDocument(ends.file);
    this.#held = { preferences: pickPreferences(this.#document), window: pickWindow(this.#document) };
  }

  get(): Preferences {
    return this.#held.preferences;
  }

  get window(): WindowPlace | null {
    return this.#held.window;
  }

  /** Changes what is given; whoever listens hears of it at once. */
  change(part: Partial<Preferences>): void {
    const before = this.#held.preferences;
    const preferences = { ...before, ...part };
    if (JSON.stringify(preferences) === JSON.stringify(before)) return;
    this.#held = { ...this.#held, preferences };
    this.#write(preferences);
    for (const listener of this.#listeners) listener(preferences, before);
  }

  rememberWindow(window: WindowPlace): void {
    if (JSON.stringify(window) === JSON.stringify(this.#held.window)) return;
    this.#held = { ...this.#held, window };
    this.#write({ window });
  }

  onChange(listener: (preferences: Preferences, before: Preferences) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #write(part: Readonly<Record<string, unknown>>): void {
    this.#document = { ...this.#document, ...part };
    try {
      writeFileWhole(this.#ends.file, `${JSON.stringify(this.#document, null, 2)}\n`);
    } catch (error) {
      this.#ends.onError(error);
    }
  }
}

/** What the file says; nothing where there is none. One that cannot be read is set aside for whoever wants to know why. */
function readDocument(file: string): Readonly<Record<string, unknown>> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (!isMissing(error)) setAside(file);
    return {};
  }
}

function setAside(file: string): void {
  try {
    renameSync(file, `${file}.damaged`);
  } catch {
    // It is written over with the next choice.
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Each choice by itself: one that makes no sense does not cost the others. */
function pickPreferences(document: Readonly<Record<string, unknown>>): Preferences {
  const given = Object.entries(preferencesSchema.shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(document[name]);
    return parsed.success ? [[name, parsed.data]] : [];
  });
  return preferencesSchema.parse({ ...DEFAULT_PREFERENCES, ...Object.fromEntries(given) });
}

function pickWindow({ window }: Readonly<Record<string, unknown>>): WindowPlace | null {
  const parsed = windowPlaceSchema.safeParse(window);
  return parsed.success ? parsed.data : null;
}
