// `npm start`: installs what is missing, makes what is stale, then runs the server on Node 24 until it ends; with `-- --nodes 2` several of them.
import { parseArgs } from 'node:util';
import { ensureArtefacts } from './artefacts.mjs';
import { ensureInstalled } from './installation.mjs';
import { findRedis } from './redis.mjs';
import { runServer } from './server-process.mjs';

/** How many nodes are asked for; undefined for one server by itself. */
function wantedNodes() {
  const { nodes } = parseArgs({ options: { nodes: { type: 'string' } } }).values;
  if (nodes === undefined || /^[2-8]$/.test(nodes)) return nodes;
  throw new Error('--nodes takes a number from 2 to 8, for example: npm start -- --nodes 2');
}

try {
  const nodes = wantedNodes();
  await ensureInstalled();
  const redis = nodes === undefined || process.env.REDIS_URL ? {} : { REDIS_SERVER_PATH: await findRedis() };
  await ensureArtefacts('prisma', 'graphql', 'page');
  process.exitCode = nodes === undefined ? await runServer(['backend/main.ts']) : await runServer(['build/scripts/nodes.ts', nodes], redis);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
