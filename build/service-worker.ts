import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Plugin, transformWithOxc } from 'vite';

const desktop = path.resolve(import.meta.dirname, '../desktop');
const source = path.join(desktop, 'service-worker/service-worker.ts');
const publicFolder = path.join(desktop, 'renderer/public');

/** Builds the worker that keeps the page's files, with the list of those files in it. */
export function serviceWorker(): Plugin {
  return {
    name: 'parley-service-worker',
    apply: 'build',
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const made = Object.values(bundle).filter(({ fileName }) => !fileName.endsWith('.map'));
        const hash = createHash('sha256');
        for (const part of made.toSorted((a, b) => a.fileName.localeCompare(b.fileName))) {
          hash.update(`${part.fileName}\0`).update(part.type === 'chunk' ? part.code : part.source);
        }
        const files = [...made.map(({ fileName }) => `/${fileName}`), ...publicFiles()].sort();
        const build = JSON.stringify({ name: hash.digest('hex').slice(0, 12), files });
        const { code } = await transformWithOxc(readFileSync(source, 'utf8'), source);
        this.emitFile({ type: 'asset', fileName: 'service-worker.js', source: `const BUILD = ${build};\n${code}` });
      },
    },
  };
}

/** What is copied as it is; the worker of the next build must not be kept by this one. */
function publicFiles(): string[] {
  return readdirSync(publicFolder).map((name) => `/${name}`);
}
