// `npm run dev`: the server, restarted at each change, and the page with hot reload; both end together.
import { ensureArtefacts } from './artefacts.mjs';
import { ensureInstalled, node } from './installation.mjs';
import { runServer } from './server-process.mjs';

const PAGE = 'http://localhost:5173';

try {
  await ensureInstalled();
  await ensureArtefacts('prisma', 'graphql');
  const abort = new AbortController();
  const beside = (args) => {
    node(args, { signal: abort.signal }).catch((error) => abort.signal.aborted || console.error(error.message));
  };
  beside(['node_modules/vite/bin/vite.js', '--config', 'build/vite.config.ts']);
  beside(['node_modules/@graphql-codegen/cli/esm/bin.js', '--config', 'build/codegen.ts', '--silent', '--watch']);
  console.log(`The page with hot reload: ${PAGE}`);
  const origins = [process.env.ALLOWED_ORIGINS, PAGE, 'http://127.0.0.1:5173'].filter(Boolean).join(',');
  process.exitCode = await runServer(['--watch', '--watch-preserve-output', 'backend/main.ts'], { ALLOWED_ORIGINS: origins });
  abort.abort();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
