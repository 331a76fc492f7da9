import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { writeTables } from './markdown.ts';
import type { Machine, Series } from './report.ts';

const MACHINE: Machine = { date: '2026-01-31', processor: 'Abacus', cores: 2, memoryGiB: 8, node: 'v24', postgresql: '18' };

const seriesOf = (contender: string, ...sendsPerSecond: number[]): Series => ({
  workload: 'send',
  contender,
  runs: sendsPerSecond.map((value) => ({ figures: { 'sends/s': value, 'CPU of generator, %': 25 }, errors: {} })),
});

function write(page: string, series: readonly Series[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'parley-page-'));
  const file = path.join(folder, 'page.md');
  try {
    writeFileSync(file, page);
    writeTables(file, MACHINE, series);
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('puts medians, how many times better, promises and the CPU between the marks, and leaves the rest of the page', () => {
  const page = write('Above\n<!-- bench: begin -->\nold\n<!-- bench: end -->\nBelow\n', [
    seriesOf('Parley', 30_000, 10_000, 24_000),
    seriesOf('Abacus', 6000, 8000, 5000),
  ]);
  expect(page).toMatch(/^Above\n<!-- bench: begin -->/);
  expect(page).toMatch(/<!-- bench: end -->\nBelow\n$/);
  expect(page).not.toContain('old');
  expect(page).toContain('medians of 3 runs');
  expect(page).toContain('\n| Parley | 24,000 |');
  expect(page).toContain('\n| Parley better than Abacus | 4.0 × |');
  expect(page).toContain('| durable sends, closed loop of 200: ≥ 20,000/s | sends/s: 24,000 | yes |');
  expect(page).toContain('| durable sends, closed loop of 1,000: ≥ 20,000/s | sends/s: – | not measured |');
  expect(page).toContain('\n| send | Abacus | – | – | – | 25 | – |');
});

it('refuses a page without marks', () => {
  expect(() => write('Nothing here.', [seriesOf('Parley', 1)])).toThrow('no marks');
});
