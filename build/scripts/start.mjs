// `npm start`: installs what is missing, makes what is stale, then runs the server on Node 24 until it ends.
import { ensureArtefacts } from './artefacts.mjs';
import { ensureInstalled } from './installation.mjs';
import { runServer } from './server-process.mjs';

try {
  await ensureInstalled();
  await ensureArtefacts('prisma', 'graphql', 'page');
  process.exitCode = await runServer(['backend/main.ts']);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
