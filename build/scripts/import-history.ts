/**
 * Usage: npm run import -- irc FILE… [--channel NAME] [--with USERNAME]
 * Works on DATABASE_URL, else on the PostgreSQL of DATA_DIR: the running server's, or one started for the purpose.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Logger } from 'pino';
import { type App, createApp } from '../../backend/app.ts';
import { type Config, readConfig } from '../../backend/config.ts';
import { AppError } from '../../backend/errors.ts';
import { findAccountId } from '../../backend/modules/accounts/imported-accounts.service.ts';
import { type ChannelLogFile, importChannelLog, openChannelTo } from '../../backend/modules/integrations/channel-import.service.ts';
import { dateInName } from '../../backend/modules/integrations/irc-log.ts';
import { findRunningPostgres, startEmbeddedPostgres } from '../../backend/platform/embedded-postgres.ts';
import { createLogger } from '../../backend/platform/logger.ts';
import { deployMigrations } from '../../backend/platform/migrations.ts';
import { StartupError } from '../../backend/startup-error.ts';

const USAGE = 'Usage: npm run import -- irc FILE… [--channel NAME] [--with USERNAME]';
const PROGRESS_MS = 500;

interface Order {
  readonly files: readonly ChannelLogFile[];
  /** Whom of this server to let into the channels. */
  readonly username: string | undefined;
}

function readOrder(): Order {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { channel: { type: 'string' }, with: { type: 'string' } } });
  const [source, ...paths] = positionals;
  if (source !== 'irc' || paths.length === 0) throw new StartupError(USAGE);
  const files = paths.map((each) => readFile(each, values.channel ?? null));
  return { files: files.sort((a, b) => a.date.localeCompare(b.date)), username: values.with };
}

/** Paths are those of the folder that npm was called in. */
function readFile(given: string, channel: string | null): ChannelLogFile {
  const file = path.resolve(process.env.INIT_CWD ?? '.', given);
  const name = path.basename(file);
  const date = dateInName(name);
  if (date === null) throw new StartupError(`${name} does not say its day. Give it a name like 2004-12-25.log.`);
  try {
    return { name, date, channel, bytes: readFileSync(file) };
  } catch (cause) {
    throw new StartupError(`${file} cannot be read.`, { cause });
  }
}

async function importAll(app: App, { files, username }: Order): Promise<void> {
  const userId = username === undefined ? null : await findAccountId(app, username);
  if (username !== undefined && userId === null) throw new StartupError(`There is no account ${username}. Make it in the page first.`);
  for (const file of files) {
    const conversationId = await importOne(app, file);
    if (userId !== null) await openChannelTo(app, conversationId, userId);
  }
  if (userId !== null) console.log(`${username} is in: reload the page to see it.`);
}

async function importOne(app: App, file: ChannelLogFile): Promise<string> {
  const started = Date.now();
  let told = started;
  const result = await importChannelLog(app, file, (line) => {
    if (Date.now() - told < PROGRESS_MS) return;
    told = Date.now();
    console.log(`  ${file.name}: line ${line}`);
  });
  const { channel, messageCount, peopleCount, unknownLines, lineCount, wasKnown } = result;
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  const done = wasKnown ? 'imported before, nothing to do' : `${messageCount} messages of ${peopleCount} people in ${seconds} s`;
  console.log(`${file.name} → ${channel}: ${lineCount} lines, ${done}`);
  if (unknownLines.length > 0)
    console.log(`  ${unknownLines.length} lines of no known form were left out: ${unknownLines.slice(0, 20).join(', ')}`);
  return result.conversationId;
}

interface Source {
  readonly url: string;
  stop(): Promise<void>;
}

async function openSource({ databaseUrl, dataDir }: Config, log: Logger): Promise<Source> {
  const url = databaseUrl ?? (await findRunningPostgres(dataDir));
  if (url !== undefined) return { url, stop: async () => undefined };
  console.log(`Starting the database of ${dataDir} …`);
  return startEmbeddedPostgres({ dataDir, log });
}

async function main(): Promise<void> {
  const order = readOrder();
  const config = readConfig();
  const log = createLogger({ level: 'warn', format: 'text' });
  const source = await openSource(config, log);
  try {
    await deployMigrations({ databaseUrl: source.url, log });
    const app = await createApp(config, { databaseUrl: source.url, log });
    await importAll(app, order).finally(() => app.dispose());
  } finally {
    await source.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof StartupError || error instanceof AppError ? error.message : error);
  process.exitCode = 1;
});
