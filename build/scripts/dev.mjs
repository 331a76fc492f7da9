// `npm run dev`: the server, restarted at each change, and the page with hot reload; both end together.
import { watch } from 'node:fs';
import path from 'node:path';
import { ensureArtefacts } from './artefacts.mjs';
import { ensureInstalled, node, ROOT } from './installation.mjs';
import { runServer } from './server-process.mjs';

const PAGE = 'http://localhost:5173';

/** Makes the types of the API for the page again whenever the schema or the page's operations change. */
function keepTypesFresh(signal) {
  let isWaiting = false;
  let last = Promise.resolve();
  const refresh = () => {
    if (isWaiting) return;
    isWaiting = true;
    last = last.then(async () => {
      isWaiting = false;
      await ensureArtefacts('graphql').catch((error) => console.error(error.message));
    });
  };
  for (const source of ['schema.graphql', 'desktop/renderer']) {
    watch(path.join(ROOT, source), { recursive: true, signal }, (_, file) => {
      if (!file?.includes('generated')) refresh();
    });
  }
}

function servePage(signal) {
  node(['node_modules/vite/bin/vite.js', '--config', 'build/vite.config.ts'], { signal }).catch((error) => {
    if (!signal.aborted) console.error(error.message);
  });
  console.log(`The page with hot reload: ${PAGE}`);
}

try {
  await ensureInstalled();
  await ensureArtefacts('prisma', 'graphql');
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => stop.abort());
  keepTypesFresh(stop.signal);
  servePage(stop.signal);
  const origins = [process.env.ALLOWED_ORIGINS, PAGE, 'http://127.0.0.1:5173'].filter(Boolean).join(',');
  process.exitCode = await runServer(['--watch', '--watch-preserve-output', 'backend/main.ts'], { ALLOWED_ORIGINS: origins });
  stop.abort();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
