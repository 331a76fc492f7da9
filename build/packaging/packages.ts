import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** A package as package-lock.json has it, by its place below the project. */
export type LockedPackage = {
  readonly place: string;
  readonly name: string;
  readonly version: string;
  readonly license: string | undefined;
  readonly isForDevelopment: boolean;
  readonly needs: readonly string[];
};

type LockEntry = {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};

/** All packages of package-lock.json by place. */
export function readLockedPackages(root: string): ReadonlyMap<string, LockedPackage> {
  const { packages }: { packages: Readonly<Record<string, LockEntry>> } = JSON.parse(
    readFileSync(path.join(root, 'package-lock.json'), 'utf8'),
  );
  const locked = Object.entries(packages).filter(([place]) => place !== '');
  return new Map(locked.map(([place, entry]) => [place, lockedPackage(place, entry)]));
}

function lockedPackage(place: string, entry: LockEntry): LockedPackage {
  return {
    place,
    name: place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length),
    version: entry.version ?? '',
    license: entry.license,
    isForDevelopment: entry.dev === true,
    needs: Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }),
  };
}

/** The packages that code below `folders` imports, and all that they need; tests and generated files aside. */
export function packagesUsedBy(root: string, folders: readonly string[]): readonly LockedPackage[] {
  return packagesWith(
    root,
    folders.flatMap((folder) => importedPackages(path.join(root, folder))),
  );
}

/** The named packages and all that they need, each where npm put it. */
export function packagesWith(root: string, names: readonly string[]): readonly LockedPackage[] {
  const locked = readLockedPackages(root);
  const found = new Map<string, LockedPackage>();
  const waiting = names.map((name) => find(locked, '', name));
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (next === undefined || next.isForDevelopment || found.has(next.place)) continue;
    found.set(next.place, next);
    for (const name of next.needs) waiting.push(find(locked, next.place, name));
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version));
}

/** As Node looks for it: in the package's own node_modules, then in those above. Undefined for what is left out on this machine. */
function find(locked: ReadonlyMap<string, LockedPackage>, from: string, name: string): LockedPackage | undefined {
  const inside = from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`;
  const here = locked.get(inside);
  if (here !== undefined || from === '') return here;
  const above = from.lastIndexOf('/node_modules/');
  return find(locked, above === -1 ? '' : from.slice(0, above), name);
}

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*['"]((?:@[\w.-]+\/)?[\w][\w.-]*)/g;
const STYLE_IMPORT = /@import\s+(?:url\()?['"]((?:@[\w.-]+\/)?[\w][\w.-]*)/g;

function importedPackages(folder: string): string[] {
  const names = sourceFiles(folder).flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return [...text.matchAll(file.endsWith('.css') ? STYLE_IMPORT : IMPORT)].map(([, name]) => name ?? '');
  });
  return [...new Set(names)];
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    if (statSync(file).isDirectory()) return name === 'test' || name === 'generated' || name === 'gallery' ? [] : sourceFiles(file);
    return /\.(tsx?|css)$/.test(name) && !name.includes('.test.') ? [file] : [];
  });
}
