import { createRequire } from 'node:module';
import path from 'node:path';
import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser';
import { expect, test } from 'vitest';

const CONFIG: IConfiguration = createRequire(import.meta.url)('./dependency-cruiser.config.cjs');
const FIXTURES = path.resolve(import.meta.dirname, 'fixtures/layers');

/** Each deliberate violation in the fixtures, by the rule that must see it. */
const VIOLATIONS = [
  'bridge-knows-neither-side: desktop/bridge/contract.ts → desktop/main/window.ts',
  'feature-knows-no-app: desktop/renderer/features/timeline/timeline.ts → desktop/renderer/app/App.ts',
  'feature-knows-no-feature: desktop/renderer/features/list/list.ts → desktop/renderer/features/timeline/timeline.ts',
  'halves-share-the-schema-only: backend/halves.ts → desktop/sync/outbox.ts',
  'main-is-the-top: backend/server.ts → backend/main.ts',
  'module-by-its-service-or-policy: backend/modules/chat/chat.service.ts → backend/modules/people/person-row.ts',
  'no-circles: backend/circle-a.ts → backend/circle-b.ts',
  'no-missing-file: backend/missing.ts → ./nothing.ts',
  'no-unlisted-package: backend/unlisted.ts → vitest',
  'no-unlisted-package: backend/unlisted.ts → zod',
  'page-and-sync-use-no-node: desktop/sync/with-node.ts → fs',
  'page-runs-in-a-browser: desktop/renderer/with-main.ts → desktop/main/window.ts',
  'platform-knows-no-module: backend/platform/disk.ts → backend/modules/people/people.service.ts',
  'policy-calls-no-system: backend/modules/chat/chat.policy.ts → process',
  'policy-is-pure: backend/modules/chat/chat.policy.ts → backend/modules/people/people.service.ts',
  'preload-exposes-the-bridge-only: desktop/preload/preload.ts → desktop/main/window.ts',
  'realtime-knows-no-schema-file: backend/realtime/hub.ts → backend/server.ts',
  'schema-files-are-for-the-index: backend/modules/chat/other.ts → backend/modules/chat/chat.schema.ts',
  'service-knows-no-schema: backend/modules/chat/chat.service.ts → backend/schema/builder.ts',
  'sync-is-plain-typescript: desktop/sync/with-react.ts → react',
  'test-helpers-for-tests-only: backend/uses-test-helper.ts → backend/test/helper.ts',
  'ui-knows-no-feature: desktop/renderer/ui/button.ts → desktop/renderer/features/list/list.ts',
];

async function violationsOf(baseDir: string): Promise<string[]> {
  const { forbidden = [], options } = CONFIG;
  const { output } = await cruise(['backend', 'desktop'], { ...options, exclude: '', baseDir, ruleSet: { forbidden }, validate: true });
  const { summary } = output as ICruiseResult;
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${packageOr(to)}`).sort();
}

/** The name of a package for a file inside one. */
function packageOr(file: string): string {
  return /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? file;
}

test('every layer rule sees its deliberate violation and nothing else', async () => {
  expect(await violationsOf(FIXTURES)).toEqual(VIOLATIONS);
});

test('every layer rule has a deliberate violation', () => {
  const proven = new Set(VIOLATIONS.map((violation) => violation.split(':')[0]));
  expect((CONFIG.forbidden ?? []).map(({ name }) => name).filter((name) => !proven.has(name))).toEqual([]);
});
