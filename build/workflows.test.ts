import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { SYSTEMS } from './packaging/targets.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const FOLDER = path.join(ROOT, '.github/workflows');

/** As much of a workflow as is used; what GitHub does not know it refuses by itself. */
const workflowSchema = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(
    z.string(),
    z.object({
      'runs-on': z.string(),
      'timeout-minutes': z.number(),
      strategy: z.object({ matrix: z.object({ include: z.array(z.record(z.string(), z.string())) }) }).optional(),
      steps: z.array(
        z
          .object({ name: z.string(), uses: z.string(), run: z.string(), with: z.record(z.string(), z.unknown()) })
          .partial()
          .refine(({ uses, run }) => (uses === undefined) !== (run === undefined), 'a step uses or runs'),
      ),
    }),
  ),
});

const read = (file: string) => workflowSchema.parse(parse(readFileSync(path.join(FOLDER, file), 'utf8')));
const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));

describe.each(readdirSync(FOLDER))('the workflow %s', (file) => {
  const workflow = read(file);
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
  const commands = steps.map(({ run }) => run ?? '').join('\n');

  test('runs scripts that there are', () => {
    const called = [...commands.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name);
    expect(called.length).toBeGreaterThan(0);
    expect(called.filter((name) => scripts[name ?? ''] === undefined)).toEqual([]);
    const programs = [...commands.matchAll(/npx --no-install ([\w-]+)/g)].map(([, name]) => name ?? '');
    expect(programs.filter((name) => !existsSync(path.join(ROOT, 'node_modules/.bin', name)))).toEqual([]);
  });

  test('may read the code and nothing else, and gives strangers no secret', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
  });

  test('names each action with a version', () => {
    expect(
      steps.map(({ uses }) => uses).filter((uses) => uses !== undefined && !/^[\w-]+\/[\w-]+@(v\d+|[0-9a-f]{40})$/.test(uses)),
    ).toEqual([]);
  });
});

describe('the desktop workflow', () => {
  const { desktop } = read('desktop.yml').jobs;

  test('runs on each system that has installers', () => {
    expect(desktop?.strategy?.matrix.include.map(({ system }) => system)).toEqual(Object.keys(SYSTEMS));
  });

  test('keeps each kind of installer', () => {
    const endings: Readonly<Record<string, string>> = { AppImage: 'AppImage', nsis: 'exe' };
    const kept = String(desktop?.steps.at(-1)?.with?.path);
    const made = Object.values(SYSTEMS).flatMap(({ targets }) => targets.map((target: string) => endings[target] ?? target));
    expect(made.filter((ending) => !kept.includes(`*.${ending}\n`))).toEqual([]);
  });
});
