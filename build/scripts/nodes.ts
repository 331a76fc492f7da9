/**
 * Runs several nodes on this machine, on PORT and the ports after it. They share DATABASE_URL, else the PostgreSQL of DATA_DIR, and
 * REDIS_URL, else a Redis of their own. `npm start -- --nodes 2` starts it.
 */
import { createServer } from 'node:net';
import path from 'node:path';
import type { Logger } from 'pino';
import { type Config, DESKTOP_ORIGIN, readConfig } from '../../backend/config.ts';
import { startEmbeddedPostgres } from '../../backend/platform/embedded-postgres.ts';
import { createLogger } from '../../backend/platform/logger.ts';
import { StartupError } from '../../backend/startup-error.ts';
import { startLocalRedis } from './local-redis.ts';
import { SupervisedNode } from './supervised-node.ts';

/** What the embedded PostgreSQL serves at once, without what it keeps for its own and for tools. */
const EMBEDDED_CONNECTIONS = 90;
/** How long a stop may take before the process ends anyway, in milliseconds: longer than each node's own. */
const STOP_TIMEOUT_MS = 20_000;

/** Started parts, the newest first: they are stopped in this order. */
type Started = (() => Promise<unknown>)[];

const say = (line: string) => void process.stdout.write(`${line}\n`);

async function start(config: Config, log: Logger, started: Started): Promise<void> {
  const count = Number(process.argv[2]);
  const ports = Array.from({ length: count }, (_, index) => config.port + index);
  for (const port of ports) await requireFreePort(port, config.host, count);
  const shared = {
    ...(await openDatabase(config, log, { count, started })),
    ...(await openRedis(config, started)),
    DATA_DIR: config.dataDir,
    LOG_FORMAT: config.log.format,
  };
  const nodes = ports.map((port, index) => {
    const name = `node ${index + 1}`;
    return { url: urlOf(config, port), node: new SupervisedNode({ name, say, settings: { ...shared, ...settingsOf(config, port) } }) };
  });
  started.unshift(() => Promise.all(nodes.map(({ node }) => node.stop())));
  const [first, ...others] = nodes;
  await first?.node.start();
  await Promise.all(others.map(({ node }) => node.start()));
  say(['', `  ${count} nodes of one Parley are ready:`, ...nodes.map(({ url }) => `    ${url}`), '  Stop with Ctrl-C.', ''].join('\n'));
}

/** Asked before anything else is touched. */
async function requireFreePort(port: number, host: string, count: number): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject).listen({ port, host }, resolve);
  }).catch((error: Error) => {
    const advice = `--nodes ${count} takes ${count} ports from PORT on: stop what is there, or choose others, like PORT=${port + 1}`;
    throw new StartupError(`Port ${port} cannot be used (${error.message}). ${advice}.`, { cause: error });
  });
  await new Promise((resolve) => probe.close(resolve));
}

async function openDatabase(
  { databaseUrl, dataDir, database }: Config,
  log: Logger,
  { count, started }: { count: number; started: Started },
): Promise<Record<string, string>> {
  if (databaseUrl !== undefined) return {};
  const postgres = await startEmbeddedPostgres({ dataDir, log });
  started.unshift(() => postgres.stop());
  const connections = Math.min(database.connections, Math.floor(EMBEDDED_CONNECTIONS / count));
  return { DATABASE_URL: postgres.url, DATABASE_CONNECTIONS: String(connections) };
}

async function openRedis(config: Config, started: Started): Promise<Record<string, string>> {
  if (config.redis !== undefined) return {};
  const program = process.env.REDIS_SERVER_PATH ?? 'redis-server';
  const redis = await startLocalRedis({ program, folder: path.join(config.dataDir, 'redis'), say });
  started.unshift(() => redis.stop());
  return { REDIS_URL: redis.url };
}

/** A page may use the node that it is from, by whichever name of this machine it was opened. */
function settingsOf(config: Config, port: number): Record<string, string> {
  // The app's is no web address; every node lets it in by itself.
  const shared = config.allowedOrigins.filter((origin) => origin !== DESKTOP_ORIGIN);
  const origins = [...shared, `http://localhost:${port}`, `http://127.0.0.1:${port}`];
  return { PORT: String(port), PUBLIC_URL: urlOf(config, port), ALLOWED_ORIGINS: origins.join(',') };
}

/** Where people reach a node: what PUBLIC_URL says of the first one, with the node's own port; a load balancer's address is that of all. */
function urlOf(config: Config, port: number): string {
  const url = new URL(config.publicUrl);
  if (url.port !== String(config.port)) return config.publicUrl;
  url.port = String(port);
  return url.origin;
}

async function stop(started: Started): Promise<void> {
  for (let part = started.shift(); part !== undefined; part = started.shift()) await part();
}

async function main(): Promise<void> {
  const started: Started = [];
  let isStopping = false;
  const onSignal = () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
    stop(started).then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    const config = readConfig();
    await start(config, createLogger(config.log), started);
  } catch (error) {
    if (isStopping) return;
    console.error(error instanceof StartupError ? `\n${error.message}` : error);
    isStopping = true;
    await stop(started);
    process.exit(1);
  }
}

await main();
