import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';

/** A real redis-server of the caller's own, without persistence. It dies with the test process, even by `kill -9`. */
export interface TestRedis {
  readonly url: string;
  readonly port: number;
  /** Its folder, for certificates and the like. */
  readonly folder: string;
  /** Kills it as `kill -9` does. */
  stop(): Promise<void>;
  /** Starts it again on the same port; it remembers nothing. Does nothing while it runs. */
  start(): Promise<void>;
  /** Throws away all it holds. */
  flush(): Promise<void>;
  /** Kills it and removes its folder. */
  remove(): Promise<void>;
}

/** The shell holds the server and a pipe of ours: when the pipe closes, the server is killed. */
const GUARD = '"$@" & server=$!; read -r _; kill -9 $server; wait $server 2>/dev/null';
const START_TIMEOUT_MS = 10_000;

/** `options`: further arguments of the redis-server, for example `['--requirepass', 'secret']`; of its folder and port if they matter. */
export async function startTestRedis(
  options: (place: { folder: string; port: number }) => string[] = () => [],
  port?: number,
): Promise<TestRedis> {
  const folder = mkdtempSync(path.join(tmpdir(), 'parley-redis-'));
  const ownPort = port ?? (await findFreePort());
  const further = options({ folder, port: ownPort });
  let running = await run({ folder, port: ownPort, further });
  const isRunning = () => running.exitCode === null && running.signalCode === null;
  const stop = async () => {
    if (!isRunning()) return;
    const ended = once(running, 'exit');
    running.stdin?.end();
    await ended;
  };
  return {
    url: `redis://127.0.0.1:${ownPort}`,
    port: ownPort,
    folder,
    stop,
    async start() {
      if (!isRunning()) running = await run({ folder, port: ownPort, further });
    },
    async flush() {
      const client = new Redis(ownPort, '127.0.0.1');
      await client.flushall();
      client.disconnect();
    },
    async remove() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function run({ folder, port, further }: { folder: string; port: number; further: string[] }): Promise<ChildProcess> {
  const ordinary = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const child = spawn('/bin/sh', ['-c', GUARD, 'guard', 'redis-server', ...ordinaryBefore(further, ordinary)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => undefined);
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const fail = () => {
      child.stdin.end();
      reject(new Error(`redis-server did not start on port ${port}. It says:\n${output}`));
    };
    const timeout = setTimeout(fail, START_TIMEOUT_MS);
    const read = (chunk: Buffer) => {
      output += String(chunk);
      if (/Ready to accept connections|Sentinel ID is/.test(output)) resolve();
      else if (/Address already in use|FATAL|not found/i.test(output)) fail();
      else return;
      clearTimeout(timeout);
      child.stdout.off('data', read).resume();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
  });
  return child;
}

/** A configuration file, where there is one, is the first argument. */
function ordinaryBefore(further: string[], ordinary: string[]): string[] {
  return further[0]?.endsWith('.conf') ? [further[0], ...ordinary, ...further.slice(1)] : [...ordinary, ...further];
}

/** A port of 127.0.0.1 that nobody listens on now. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
