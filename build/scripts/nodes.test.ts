import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findFreePort } from '../../e2e/load/server-process.ts';
import { LiveEvents } from '../../e2e/world/live-events.ts';
import { isAnswered } from '../../e2e/world/ports.ts';
import { World } from '../../e2e/world/world.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

let folder: string;
let script: Script | undefined;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'parley nodes '));
  script = undefined;
});

afterEach(async () => {
  await script?.end('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

/** A command as one starts it in a terminal. */
class Script {
  readonly #child: ChildProcess;
  readonly #exited: Promise<number | null>;
  output = '';

  constructor(args: readonly string[], settings: Readonly<Record<string, string>>) {
    const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...settings }, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.#child = child;
    this.#exited = new Promise((resolve) => child.once('exit', resolve));
  }

  async says(text: string): Promise<void> {
    await vi.waitFor(() => expect(this.output).toContain(text), { timeout: 60_000, interval: 50 });
  }

  /** Gives the exit code; null when a signal ended it. */
  exitCode(): Promise<number | null> {
    return this.#exited;
  }

  /** The newest process that it has started with this argument. */
  childOf(argument: string): number {
    const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).trim().split('\n');
    const ours = processes
      .map((line) => line.trim().split(/\s+/))
      .filter(([, parent, ...args]) => Number(parent) === this.#child.pid && args.includes(argument));
    return Math.max(...ours.map(([pid]) => Number(pid)));
  }

  async end(signal: NodeJS.Signals): Promise<number | null> {
    this.#child.kill(signal);
    return this.#exited;
  }
}

async function findTwoPorts(): Promise<[number, number]> {
  for (;;) {
    const port = await findFreePort();
    if (!(await isAnswered(port + 1))) return [port, port + 1];
  }
}

function startNodes(port: number): Script {
  script = new Script(['build/scripts/nodes.ts', '2'], {
    PORT: String(port),
    DATA_DIR: path.join(folder, 'data'),
    LOG_LEVEL: 'warn',
    LOG_FORMAT: 'json',
  });
  return script;
}

/** Those of PostgreSQL and of Redis. */
function portsInUse(): number[] {
  const files = ['postgres.json', 'redis/redis.conf'].map((name) => readFileSync(path.join(folder, 'data', name), 'utf8'));
  return files.map((text) => Number(/\bport\W+(\d+)/.exec(text)?.[1]));
}

const answers = (ports: readonly number[]) => Promise.all(ports.map(isAnswered));

describe('several nodes on one machine', () => {
  it('lets people of two nodes talk, starts a node that dies again, and takes all with it when it is killed', async () => {
    const ports = await findTwoPorts();
    const nodes = startNodes(ports[0]);
    await nodes.says('2 nodes of one Parley are ready');
    const urls = ports.map((port) => `http://localhost:${port}`);
    for (const url of urls) expect(nodes.output).toContain(`    ${url}\n`);

    const world = new World(urls);
    const [ana, ben] = [await world.person('Ana'), await world.person('Ben')];
    const conversationId = await world.direct(ana, ben);
    const [anas, bens] = await Promise.all([LiveEvents.follow(ports[0], ana), LiveEvents.follow(ports[1], ben)]);
    await world.send(ana, conversationId, 'to the other node');
    await bens.hear('to the other node');
    await world.send(ben, conversationId, 'and back');
    await anas.hear('and back');
    for (const each of [anas, bens]) each.close();

    process.kill(nodes.childOf('backend/main.ts'), 'SIGKILL');
    await nodes.says('ended unasked; starting it again.');
    await vi.waitFor(async () => expect(await world.texts(ben, conversationId)).toEqual(['to the other node', 'and back']), {
      timeout: 30_000,
    });

    const all = [...ports, ...portsInUse()];
    expect(await answers(all)).toEqual([true, true, true, true]);
    await nodes.end('SIGKILL');
    await vi.waitFor(async () => expect(await answers(all)).toEqual([false, false, false, false]), { timeout: 20_000, interval: 50 });
  }, 120_000);

  it('lets the page of each node use that node, and keeps what was stored for the next start', async () => {
    const ports = await findTwoPorts();
    const nodes = startNodes(ports[0]);
    await nodes.says('2 nodes of one Parley are ready');
    for (const port of ports) {
      for (const origin of [`http://localhost:${port}`, `http://127.0.0.1:${port}`]) expect(await statusFor(port, origin)).toBe(200);
      expect(await statusFor(port, 'http://localhost:1')).toBe(403);
    }
    const ana = await new World([`http://localhost:${ports[0]}`]).person('Ana');
    expect(await nodes.end('SIGTERM')).toBe(0);
    expect(await answers(ports)).toEqual([false, false]);

    const again = startNodes(ports[0]);
    await again.says('2 nodes of one Parley are ready');
    const [, second] = ports;
    expect((await new World([`http://localhost:${second}`]).personOf(ana)).id).toBe(ana.id);
  }, 120_000);

  it('says in one line that a port is taken, and touches nothing', async () => {
    const [first, second] = await findTwoPorts();
    const inTheWay = createServer().listen(second, '127.0.0.1');
    const nodes = startNodes(first);
    expect(await nodes.exitCode()).toBe(1);
    inTheWay.close();
    expect(nodes.output.trim()).toMatch(new RegExp(`^Port ${second} cannot be used .*PORT=${second + 1}\\.$`));
    expect(existsSync(path.join(folder, 'data'))).toBe(false);
  });

  it('says in one line that it cannot find Redis', async () => {
    script = new Script(['build/scripts/start.mjs', '--nodes', '2'], { REDIS_SERVER_PATH: '/nowhere/redis-server' });
    expect(await script.exitCode()).toBe(1);
    expect(script.output).toBe('REDIS_SERVER_PATH names /nowhere/redis-server, which is no program.\n');
  });

  it.each(['1', '9', 'two'])('does not start %s nodes', async (count) => {
    script = new Script(['build/scripts/start.mjs', '--nodes', count], {});
    expect(await script.exitCode()).toBe(1);
    expect(script.output).toBe('--nodes takes a number from 2 to 8, for example: npm start -- --nodes 2\n');
  });
});

async function statusFor(port: number, origin: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ query: '{ __typename }' }),
  });
  return response.status;
}
