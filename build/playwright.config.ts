import { existsSync } from 'node:fs';
import path from 'node:path';
import { defineConfig, devices } from '@playwright/test';
import type { InstallationOptions } from '../e2e/app/test.ts';

const root = path.resolve(import.meta.dirname, '..');

/** A browser of this machine is preferred to Playwright's own, which is a download. `build/scripts/browser.mjs` decides and says so here. */
const executablePath = process.env.PARLEY_CHROMIUM;

const ARGUMENTS = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Specs of the desktop app. */
const DESKTOP = '**/desktop/*.spec.ts';

export default defineConfig<object, InstallationOptions>({
  testDir: path.join(root, 'e2e/specs'),
  outputDir: path.join(root, 'test-results/e2e'),
  snapshotPathTemplate: path.join(root, 'e2e/visual/{arg}{ext}'),
  timeout: 90_000,
  expect: { timeout: 15_000 },
  // Each worker has servers of its own; much of a test is waiting for a browser.
  workers: 2,
  // Set by `npm test`. What passes at its second try is reported as flaky, with the trace of the first.
  retries: Number(process.env.PARLEY_RETRIES ?? 0),
  forbidOnly: process.env.CI !== undefined,
  reporter: [[path.join(root, 'e2e/app/host-reporter.ts')], ['list'], ['json', { outputFile: path.join(root, 'test-results/e2e.json') }]],
  // All tests run against one node without Redis, and again against two nodes with it, the people of a test at different ones.
  // Tagged are those for which that makes no difference (`@one-node`: how a screen looks) and those that need it (`@two-nodes`).
  // The desktop app has tests of its own; in what it ran, Electron or the test host, is said at the beginning.
  projects: [
    { name: 'one-node', grepInvert: /@two-nodes/, testIgnore: DESKTOP, use: { nodes: 1 } },
    { name: 'two-nodes', grepInvert: /@one-node/, testIgnore: DESKTOP, use: { nodes: 2 } },
    { name: 'desktop', testMatch: DESKTOP, timeout: 180_000, use: { nodes: 1, trace: 'off' } },
  ],
  use: {
    ...devices['Desktop Chrome'],
    actionTimeout: 15_000,
    // Requests that a worker sees are hidden from the cables that tests cut; what it does is tested where it is allowed.
    serviceWorkers: 'block',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      args: process.getuid?.() === 0 ? ['--no-sandbox', ...ARGUMENTS] : ARGUMENTS,
      ...(executablePath !== undefined && existsSync(executablePath) ? { executablePath } : {}),
    },
  },
});
