import './node-env.ts';
import { createServer } from 'node:net';
import path from 'node:path';
import type { Logger } from 'pino';
import { type App, createApp } from './app.ts';
import { type Config, readConfig } from './config.ts';
import { startEmbeddedPostgres } from './platform/embedded-postgres.ts';
import { createLogger } from './platform/logger.ts';
import { deployMigrations } from './platform/migrations.ts';
import { Views } from './realtime/view.ts';
import { schema } from './schema/index.ts';
import { type RunningServer, startServer } from './server.ts';
import { StartupError } from './startup-error.ts';
import { workersOf } from './workers.ts';

/** How long a stop may take before the process ends anyway, in milliseconds. */
const STOP_TIMEOUT_MS = 10_000;

interface Parts {
  server?: RunningServer;
  app?: App;
  stopPostgres?: () => Promise<void>;
}

async function start(config: Config, log: Logger, parts: Parts): Promise<void> {
  await requireFreePort(config);
  const databaseUrl = config.databaseUrl ?? (await startDatabase(config, log, parts));
  await deployMigrations({ databaseUrl, log });
  parts.app = await createApp(config, { databaseUrl, log });
  await parts.app.jobs.start(workersOf(parts.app));
  parts.server = await startServer(parts.app, new Views(() => schema));
  await welcome(config, parts.app);
  // Whoever started this process and waits is told.
  process.send?.('ready');
}

async function startDatabase(config: Config, log: Logger, parts: Parts): Promise<string> {
  const postgres = await startEmbeddedPostgres({ dataDir: path.join(config.dataDir), log });
  parts.stopPostgres = () => postgres.stop();
  return postgres.url;
}

/** Asked before anything else is touched: who finds the port taken most likely has Parley running already. */
async function requireFreePort({ port, host }: Config): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject).listen({ port, host }, resolve);
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') throw portInUse(port);
    if (error.code === 'EACCES') throw new StartupError(`Port ${port} needs more rights. Set PORT to one above 1023.`);
    if (error.code === 'EADDRNOTAVAIL') throw new StartupError(`This machine has no address ${host}. Set HOST to one it has.`);
    throw error;
  });
  await new Promise((resolve) => probe.close(resolve));
}

const portInUse = (port: number) =>
  new StartupError(`Port ${port} is in use: perhaps Parley runs already. Stop that, or choose another port: PORT=${port + 1} npm start`);

async function welcome({ publicUrl }: Config, { db }: App): Promise<void> {
  const isEmpty = (await db.prisma.user.findFirst({ where: { passwordHash: { not: null } }, select: { id: true } })) === null;
  const lines = [
    '',
    `  Parley is ready: ${publicUrl}`,
    '',
    isEmpty ? '  Open it in a browser and create the first account: it becomes the owner.' : '  Open it in a browser and sign in.',
    `  The API and its playground: ${publicUrl}/graphql`,
    '  Stop with Ctrl-C.',
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function stop({ server, app, stopPostgres }: Parts): Promise<void> {
  await server?.drain();
  await server?.close();
  await app?.dispose();
  await stopPostgres?.();
}

function stopOnSignals(log: Logger, parts: Parts): void {
  let isStopping = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (isStopping) process.exit(1);
    isStopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
    stop(parts).then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'the stop failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
}

async function main(): Promise<void> {
  const parts: Parts = {};
  try {
    const config = readConfig();
    const log = createLogger(config.log);
    stopOnSignals(log, parts);
    await start(config, log, parts);
  } catch (error) {
    if (error instanceof StartupError) process.stderr.write(`\n${error.message}\n`);
    else process.stderr.write(`\nParley could not start.\n${error instanceof Error ? error.stack : String(error)}\n`);
    await stop(parts).catch(() => undefined);
    process.exit(1);
  }
}

await main();
