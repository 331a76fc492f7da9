import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { explainFileError, StartupError } from '../../backend/startup-error.ts';

export interface LocalRedis {
  readonly url: string;
  stop(): Promise<void>;
}

export interface LocalRedisOptions {
  /** The redis-server to run. */
  readonly program: string;
  /** Where its settings are kept while it runs; made when missing. */
  readonly folder: string;
  /** Told when it died unasked. */
  readonly say: (line: string) => void;
}

/** A shell between us and Redis reads our pipe: when we end, by `kill -9` too, it ends Redis; when Redis ends, so does it. */
const TIED_TO_US =
  'exec 3<&0; "$0" "$@" </dev/null 3<&- & P=$!; (while read _ <&3; do :; done; kill -TERM $P) & W=$!; wait $P; R=$?; kill $W 2>/dev/null; exit $R';

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;

/**
 * Runs a Redis of our own on 127.0.0.1 behind a password, and starts it again when it dies. It keeps nothing on disk: what is in it is
 * nowhere the only copy.
 * @throws StartupError with its last words when it does not start.
 */
export async function startLocalRedis({ program, folder, say }: LocalRedisOptions): Promise<LocalRedis> {
  const password = randomBytes(24).toString('base64url');
  const port = await findFreePort();
  const file = writeSettings(folder, { port, password });
  let server = await launch(program, file);
  let isStopping = false;
  const watch = async () => {
    for (let retryMs = FIRST_RETRY_MS; ; ) {
      await server.exited;
      if (isStopping) return;
      say('Redis ended unasked; starting it again.');
      await delay(retryMs);
      retryMs = await launch(program, file).then(
        (next) => {
          server = next;
          return FIRST_RETRY_MS;
        },
        () => Math.min(2 * retryMs, LAST_RETRY_MS),
      );
    }
  };
  const watching = watch();
  return {
    url: `redis://:${password}@127.0.0.1:${port}`,
    async stop() {
      isStopping = true;
      server.end();
      await watching;
      server.end();
      await server.exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The password is in a file of its owner's: a command line is read by everybody on the machine. */
function writeSettings(folder: string, { port, password }: { port: number; password: string }): string {
  const file = path.join(folder, 'redis.conf');
  const lines = ['bind 127.0.0.1', `port ${port}`, `requirepass ${password}`, 'save ""', 'appendonly no', `dir ${JSON.stringify(folder)}`];
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
    return file;
  } catch (error) {
    throw explainFileError(error, folder);
  }
}

interface RunningRedis {
  readonly exited: Promise<void>;
  end(): void;
}

async function launch(program: string, file: string): Promise<RunningRedis> {
  // A group of its own: Ctrl-C reaches it through us.
  const child = spawn('/bin/sh', ['-c', TIED_TO_US, program, file], { stdio: ['pipe', 'pipe', 'inherit'], detached: true });
  child.stdin.on('error', () => undefined);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve()).once('error', () => resolve());
  });
  await untilReady(child, exited);
  return { exited, end: () => void child.stdin.end() };
}

async function untilReady({ stdout }: ChildProcess, exited: Promise<void>): Promise<void> {
  if (stdout === null) throw new Error('Redis was started without its log.');
  const { promise: ready, resolve } = Promise.withResolvers<'ready'>();
  let lastWords = 'it gave no reason';
  createInterface({ input: stdout }).on('line', (line) => {
    if (line.trim() !== '') lastWords = line;
    if (line.includes('Ready to accept connections')) resolve('ready');
  });
  if ((await Promise.race([ready, exited])) !== 'ready') throw new StartupError(`Redis did not start: ${lastWords}`);
}

async function findFreePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  listener.close();
  await once(listener, 'close');
  return port;
}
