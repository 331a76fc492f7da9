import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A person's folder in a temporary one, with a key that opens what is kept in it. */
export interface StoreFolder {
  readonly folder: string;
  /** A copy each time: who closes a store wipes its key. */
  readonly key: () => Uint8Array;
  /** The files in it that hold the text, as bytes. */
  filesWith(text: string): string[];
  remove(): void;
}

export function openStoreFolder(): StoreFolder {
  const root = mkdtempSync(path.join(tmpdir(), 'parley-store-'));
  const folder = path.join(root, 'ann');
  const read = (file: string) => readFileSync(path.join(root, file));
  return {
    folder,
    key: () => new Uint8Array(32).map((_, i) => (i * 37 + 11) % 256),
    filesWith: (text) =>
      readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
        .filter((file) => read(file).includes(text)),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
