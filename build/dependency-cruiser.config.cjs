/**
 * The layers of docs/architecture.md, section 3. Each rule has a deliberate violation in `fixtures/layers`, and a test that
 * sees exactly those.
 */

const TEST = '\\.test\\.tsx?$|^(backend|desktop)/test/|^desktop/.*/test/';

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const halves = [
  {
    name: 'halves-share-the-schema-only',
    comment: 'desktop and backend meet in schema.graphql and nowhere else.',
    from: { path: '^(desktop|backend)/' },
    to: { path: '^(desktop|backend)/', pathNot: '^$1/' },
  },
  {
    name: 'page-runs-in-a-browser',
    comment: 'The page imports nothing of electron, main or preload.',
    from: { path: '^desktop/renderer/', pathNot: TEST },
    to: { path: '^desktop/(main|preload)/|(^|node_modules/)electron(/|$)' },
  },
  {
    name: 'page-and-sync-use-no-node',
    comment: 'Both run in a browser.',
    from: { path: '^desktop/(renderer|sync|bridge)/', pathNot: TEST },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'sync-is-plain-typescript',
    comment: 'Sync knows no React, no Electron, no page and no store of one kind: it runs anywhere.',
    from: { path: '^desktop/sync/', pathNot: TEST },
    to: {
      path: '^desktop/(renderer|main|preload)/|(^|node_modules/)(@types/)?(react|react-dom|react-router|@apollo/client|electron|idb)(/|$)',
    },
  },
  {
    name: 'preload-exposes-the-bridge-only',
    comment: 'The preload script exposes the contract and does nothing else.',
    from: { path: '^desktop/preload/' },
    to: { path: '^desktop/', pathNot: '^desktop/(preload|bridge)/' },
  },
  {
    name: 'bridge-knows-neither-side',
    comment: 'The contract is shared by main, preload and renderer and knows none of them.',
    from: { path: '^desktop/bridge/' },
    to: { path: '^desktop/', pathNot: '^desktop/bridge/' },
  },
];

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const page = [
  {
    name: 'feature-knows-no-feature',
    comment: 'What two features need moves to ui, lib, graphql or sync.',
    from: { path: '^desktop/renderer/features/([^/]+)/' },
    to: { path: '^desktop/renderer/features/', pathNot: '^desktop/renderer/features/$1/' },
  },
  {
    name: 'feature-knows-no-app',
    comment: 'The app puts features together; a feature does not know where it is shown.',
    from: { path: '^desktop/renderer/features/' },
    to: { path: '^desktop/renderer/app/' },
  },
  {
    name: 'ui-knows-no-feature',
    comment: 'Parts of the page know nothing of what they show.',
    from: { path: '^desktop/renderer/(ui|lib)/' },
    to: { path: '^desktop/renderer/(features|app|graphql)/|^desktop/(sync|main|preload)/' },
  },
];

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const backend = [
  {
    name: 'schema-files-are-for-the-index',
    comment: 'A *.schema.ts is a translation of its service; only schema/index.ts loads it.',
    from: { path: '^backend/', pathNot: '^backend/schema/index\\.ts$' },
    to: { path: '^backend/modules/.*\\.schema\\.ts$' },
  },
  {
    name: 'module-by-its-service-or-policy',
    comment: 'A module runs code of another through its service or policy only; plain types may be named.',
    from: { path: '^backend/modules/([^/]+)/', pathNot: TEST },
    to: {
      path: '^backend/modules/',
      pathNot: '^backend/modules/$1/|\\.(service|policy)\\.ts$',
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'service-knows-no-schema',
    comment: 'A service is a decision, whoever asks.',
    from: { path: '^backend/modules/', pathNot: `\\.schema\\.ts$|${TEST}` },
    to: { path: '^backend/schema/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'policy-is-pure',
    comment: 'A policy answers from its arguments: no service, no platform, no library.',
    from: { path: '^backend/modules/.*\\.policy\\.ts$' },
    to: {
      path: '\\.(service|schema)\\.ts$|^backend/(platform|realtime|schema|generated|config|server|main)|node_modules|^node:',
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'policy-calls-no-system',
    comment: 'A policy asks neither disk nor clock nor network.',
    from: { path: '^backend/modules/.*\\.policy\\.ts$' },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'platform-knows-no-module',
    comment: 'Platform wraps one outside thing per file and knows nothing of the domain.',
    from: { path: '^backend/platform/', pathNot: TEST },
    to: { path: '^backend/(modules|schema|realtime|server|main|context|loaders)' },
  },
  {
    name: 'realtime-knows-no-schema-file',
    comment: 'The hub delivers what modules publish; it does not know their resolvers or the server.',
    from: { path: '^backend/realtime/', pathNot: TEST },
    to: { path: '^backend/(server|main)\\.ts$|\\.schema\\.ts$' },
  },
  {
    name: 'main-is-the-top',
    comment: 'The program is started, not imported.',
    from: { path: '^(backend|desktop)/' },
    to: { path: '^backend/main\\.ts$' },
  },
];

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const everywhere = [
  {
    name: 'no-circles',
    comment: 'Imports point one way.',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'test-helpers-for-tests-only',
    comment: 'Nothing that runs imports what tests are made with.',
    from: { path: '^(backend|desktop)/', pathNot: TEST },
    to: { path: TEST },
  },
  {
    name: 'no-unlisted-package',
    comment: 'Every package used is in package.json, those that run among the dependencies.',
    from: { path: '^(backend|desktop)/', pathNot: `${TEST}` },
    // Electron is what runs the app, not a part of it.
    to: {
      dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'],
      dependencyTypesNot: ['type-only'],
      pathNot: '^node_modules/electron/',
    },
  },
  {
    name: 'no-missing-file',
    comment: 'Every import leads somewhere.',
    from: {},
    to: { couldNotResolve: true, pathNot: '\\?|/generated/' },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...halves, ...page, ...backend, ...everywhere].map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^build/fixtures/|/generated/|\\.css$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['import', 'module', 'default', 'types'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
    skipAnalysisNotInRules: true,
  },
};
