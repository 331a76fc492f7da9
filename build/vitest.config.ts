import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = path.resolve(import.meta.dirname, '..');

/** Set to true to make a test run fail below the thresholds; until then they are only printed. */
const ENFORCE_COVERAGE = false;

const OVERALL = { lines: 75 };
const CORE = { lines: 85 };
const THRESHOLDS = {
  ...OVERALL,
  'backend/modules/**/*.{service,policy}.ts': CORE,
  'backend/realtime/**': CORE,
  'desktop/sync/**': CORE,
  'desktop/renderer/store/**': CORE,
};

export default defineConfig({
  root,
  cacheDir: path.join(root, 'node_modules/.cache/vitest'),
  // graphql ships two copies of itself; libraries get the one that Node picks, so must we.
  resolve: { alias: [{ find: /^graphql$/, replacement: path.join(root, 'node_modules/graphql/index.js') }] },
  test: {
    include: ['backend/**/*.test.ts', 'desktop/**/*.test.{ts,tsx}', 'build/**/*.test.ts'],
    globalSetup: ['build/test-database.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    coverage: {
      provider: 'v8',
      include: ['backend/**/*.ts', 'desktop/**/*.{ts,tsx}'],
      exclude: ['**/generated/**', '**/*.test.{ts,tsx}', 'backend/test/**', 'desktop/test/**'],
      reporter: ['text-summary', 'json-summary', 'html'],
      reportsDirectory: path.join(root, 'coverage'),
      ...(ENFORCE_COVERAGE ? { thresholds: THRESHOLDS } : {}),
    },
  },
});
