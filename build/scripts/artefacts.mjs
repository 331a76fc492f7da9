import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { node, ROOT } from './installation.mjs';

const generateClient = (...options) =>
  node(['node_modules/prisma/build/index.js', 'generate', ...options, '--no-hints'], {
    quiet: true,
    // The engine itself is never called to generate; naming any program keeps Prisma from downloading it.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  });

const BUILD_DESKTOP = [
  'node_modules/vite/bin/vite.js',
  'build',
  '--config',
  'build/vite.desktop.config.ts',
  '--logLevel',
  'warn',
  '--mode',
];
/** Whoever asks for a build: a test, say, in whose environment React would be the one for development. */
const buildForUse = (args) => node(args, { env: { ...process.env, NODE_ENV: 'production' } });

const BUILD_PAGE = ['node_modules/vite/bin/vite.js', 'build', '--config', 'build/vite.config.ts', '--logLevel', 'warn'];

/**
 * What is made from the sources and not committed. A stamp beside each holds the hash of what it was made from, so a start
 * makes only what is stale.
 */
const ARTEFACTS = {
  prisma: {
    says: 'Generating the database client …',
    from: ['prisma/models', 'package-lock.json'],
    stamp: 'backend/generated/prisma.stamp',
    make: () => generateClient('--config', 'prisma/prisma.config.ts'),
  },
  /** For the benchmark's server on Prisma. */
  baselines: {
    says: 'Generating the database client of the servers to compare with …',
    from: ['e2e/load/baselines/schema.prisma', 'package-lock.json'],
    stamp: 'e2e/load/baselines/generated/.stamp',
    make: () => generateClient('--schema', 'e2e/load/baselines/schema.prisma'),
  },
  graphql: {
    says: 'Generating the types of the API for the page …',
    from: ['schema.graphql', 'desktop/renderer', 'build/codegen.ts', 'package-lock.json'],
    stamp: 'desktop/renderer/graphql/generated/.stamp',
    make: () => node(['node_modules/@graphql-codegen/cli/esm/bin.js', '--config', 'build/codegen.ts', '--silent']),
  },
  page: {
    says: 'Building the page …',
    from: ['schema.graphql', 'desktop', 'build/vite.config.ts', 'build/lean-libraries.ts', 'build/service-worker.ts', 'package-lock.json'],
    stamp: 'dist/web.stamp',
    make: () => buildForUse(BUILD_PAGE),
  },
  /** The programs of the desktop app; they show the page of above. */
  desktop: {
    says: 'Building the desktop app …',
    from: [
      'desktop/main',
      'desktop/preload',
      'desktop/bridge',
      'desktop/sync',
      'build/vite.desktop.config.ts',
      'package.json',
      'package-lock.json',
    ],
    stamp: 'dist/desktop.stamp',
    make: async () => {
      // Each part is built beside the others; what an older build left would be packed.
      rmSync(path.join(ROOT, 'dist/desktop'), { recursive: true, force: true });
      for (const part of ['main', 'store-worker', 'preload']) await buildForUse([...BUILD_DESKTOP, part]);
    },
  },
  /** The same scripts, byte for byte, with source maps beside them: for counting coverage. */
  pageWithMaps: {
    says: 'Building the source maps of the page …',
    from: ['schema.graphql', 'desktop', 'build/vite.config.ts', 'build/lean-libraries.ts', 'build/service-worker.ts', 'package-lock.json'],
    stamp: 'dist/web-with-maps.stamp',
    make: () => buildForUse([...BUILD_PAGE, '--sourcemap', 'hidden', '--outDir', path.join(ROOT, 'dist/web-with-maps')]),
  },
};

/** Makes the named artefacts that are stale, in the order given. */
export async function ensureArtefacts(...names) {
  for (const name of names) await ensure(ARTEFACTS[name]);
}

async function ensure({ says, from, stamp, make }) {
  const file = path.join(ROOT, stamp);
  const wanted = hashOf(from);
  if (readStamp(file) === wanted) return;
  console.log(says);
  rmSync(file, { force: true });
  await make();
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, wanted);
}

function readStamp(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function hashOf(sources) {
  const hash = createHash('sha256');
  for (const source of sources) addTo(hash, path.join(ROOT, source));
  return hash.digest('hex');
}

function addTo(hash, file) {
  const entry = statSync(file);
  if (!entry.isDirectory()) return void hash.update(`${path.relative(ROOT, file)}\0`).update(readFileSync(file));
  for (const name of readdirSync(file).sort()) {
    if (name !== 'generated' && name !== 'node_modules') addTo(hash, path.join(file, name));
  }
}
