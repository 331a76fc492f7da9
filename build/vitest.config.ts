import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { leanMarkdown } from './lean-libraries.ts';

const root = path.resolve(import.meta.dirname, '..');

export default defineConfig({
  root,
  cacheDir: path.join(root, 'node_modules/.cache/vitest'),
  // graphql ships two copies of itself; libraries get the one that Node picks, so must we.
  resolve: { alias: [{ find: /^graphql$/, replacement: path.join(root, 'node_modules/graphql/index.js') }, ...leanMarkdown] },
  test: {
    // With the same parts as in the page.
    server: { deps: { inline: ['markdown-it'] } },
    include: ['backend/**/*.test.ts', 'desktop/**/*.test.{ts,tsx}', 'build/**/*.test.ts', 'e2e/**/*.test.ts'],
    globalSetup: ['build/test-postgres.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 10_000 } },
    maxWorkers: 2,
    // Set by `npm test`, whose report says what took a second try.
    retry: Number(process.env.PARLEY_RETRIES ?? 0),
    coverage: {
      provider: 'v8',
      include: ['backend/**/*.ts', 'desktop/**/*.{ts,tsx}'],
      exclude: ['**/generated/**', '**/*.test.{ts,tsx}', 'backend/test/**', 'desktop/test/**'],
      // `build/scripts/coverage.ts` adds what the end-to-end tests ran, and writes the page for people.
      reporter: ['json'],
      reportOnFailure: true,
      reportsDirectory: path.join(root, 'coverage'),
    },
  },
});
