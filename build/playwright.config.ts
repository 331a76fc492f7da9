import { existsSync } from 'node:fs';
import path from 'node:path';
import { defineConfig, devices } from '@playwright/test';

const root = path.resolve(import.meta.dirname, '..');

/** A browser of this machine is preferred to Playwright's own, which is a download. `build/scripts/browser.mjs` decides and says so here. */
const executablePath = process.env.PARLEY_CHROMIUM;

const ARGUMENTS = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export default defineConfig({
  testDir: path.join(root, 'e2e/specs'),
  outputDir: path.join(root, 'test-results/e2e'),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 1,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list'], ['json', { outputFile: path.join(root, 'test-results/e2e.json') }]],
  use: {
    ...devices['Desktop Chrome'],
    actionTimeout: 10_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      args: process.getuid?.() === 0 ? ['--no-sandbox', ...ARGUMENTS] : ARGUMENTS,
      ...(executablePath !== undefined && existsSync(executablePath) ? { executablePath } : {}),
    },
  },
});
