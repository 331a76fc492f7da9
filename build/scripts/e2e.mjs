// `npm run e2e`: the end-to-end tests alone, for example `npm run e2e -- outbox --headed`.
import { ensureArtefacts } from './artefacts.mjs';
import { endToEndTests } from './end-to-end-tests.mjs';
import { ensureInstalled } from './installation.mjs';

try {
  await ensureInstalled();
  await ensureArtefacts('prisma', 'graphql');
  await endToEndTests(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
