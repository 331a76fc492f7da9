import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { LockedPackage } from './packages.ts';

/** Licences under which others' work may be part of Parley: permissive, or copyleft for their own files alone (MPL). */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MPL-2.0',
  'OFL-1.1',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
]);

/** What a package's own data does not say, or an exception; each with its reason. Named by package, without a version. */
const EXPLAINED: Readonly<Record<string, string>> = {
  // Of the command line of Prisma (its studio, which is never started): on the server's disk, never loaded, not in the desktop app.
  elkjs: 'EPL-2.0',
  // Its package.json names none; its LICENSE file is the text of MIT.
  'seq-queue': 'MIT',
};

/** The licence of a package as an SPDX expression; empty when nobody says. */
export function licenceOf({ name, license }: LockedPackage): string {
  return license ?? EXPLAINED[name] ?? '';
}

/** Those whose licence is neither allowed nor explained, as `name version (licence)`. */
export function unfitPackages(packages: readonly LockedPackage[]): readonly string[] {
  return packages
    .filter((found) => !isAllowed(licenceOf(found)) && EXPLAINED[found.name] !== licenceOf(found))
    .map((found) => `${found.name} ${found.version} (${licenceOf(found) || 'no licence'})`);
}

/** One of several that are offered is enough; of several that hold together all must be allowed. */
export function isAllowed(expression: string): boolean {
  const offered = expression.replace(/[()]/g, '').split(/ or /i);
  return offered.some((offer) => offer.split(/ and /i).every((licence) => ALLOWED.has(licence.trim())));
}

const TEXTS = /^(licen[cs]e|copying|notice|unlicense)/i;

/** The texts that come with a package: its licence, and the notices that must be passed on. */
export function licenceTexts(root: string, { place }: LockedPackage): readonly string[] {
  const folder = path.join(root, place);
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && TEXTS.test(entry.name))
    .map(({ name }) => readFileSync(path.join(folder, name), 'utf8').trim());
}
