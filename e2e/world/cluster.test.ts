import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Cluster } from './cluster.ts';
import type { ClusterNode } from './cluster-node.ts';
import { LiveEvents } from './live-events.ts';
import { isAnswered } from './ports.ts';
import { World } from './world.ts';

describe('an installation of two nodes', () => {
  let cluster: Cluster;
  let nodes: [ClusterNode, ClusterNode];
  let world: World;

  beforeAll(async () => {
    cluster = await Cluster.start({ nodes: 2 });
    const [first, second] = cluster.nodes;
    if (first === undefined || second === undefined) throw new Error('Two nodes were started.');
    nodes = [first, second];
    world = new World([first.url, second.url]);
  });

  afterAll(() => cluster.remove());

  it('brings what a person of one node writes to a person of the other', async () => {
    const [ana, ben] = [await world.person('Ana'), await world.person('Ben')];
    const conversationId = await world.direct(ana, ben);
    const bens = await LiveEvents.follow(nodes[1].port, ben);
    await world.send(ana, conversationId, 'from node to node');
    await bens.hear('from node to node');
    bens.close();
  });

  it('leaves PostgreSQL dead until it is started, and then has all that was acknowledged', async () => {
    const { ana, ben, conversationId } = await world.twoPeopleTalking();
    await cluster.postgres.kill();
    await expect(cluster.connect()).rejects.toThrow('ECONNREFUSED');
    await cluster.postgres.start();
    await vi.waitFor(async () => expect(await world.texts(ana, conversationId)).toEqual(['Hello']), { timeout: 10_000 });
    await vi.waitFor(() => world.send(ben, conversationId, 'still here'), { timeout: 10_000 });
  });

  it('starts a node again on its port, with other settings for this time', async () => {
    const { ana, conversationId } = await world.twoPeopleTalking();
    await nodes[0].kill();
    await expect(world.send(ana, conversationId, 'is anybody there?')).rejects.toThrow('fetch failed');
    await nodes[0].start({ MESSAGE_MAX_CHARACTERS: '5' });
    await expect(world.send(ana, conversationId, 'too long')).rejects.toThrow('MESSAGE_TOO_LARGE');
    await nodes[0].stop();
    await nodes[0].start();
    await world.send(ana, conversationId, 'as long as one likes');
  });
});

it('ends with the process that started it, by kill -9 too', async () => {
  const module = path.join(import.meta.dirname, 'cluster.ts');
  const script = `
    const { Cluster } = await import(${JSON.stringify(module)});
    const { nodes, postgres, redis } = await Cluster.start({ nodes: 1 });
    console.log(JSON.stringify([...nodes, postgres, redis].map(({ port }) => port)));
    setInterval(() => {}, 1_000);`;
  const folder = mkdtempSync(path.join(tmpdir(), 'parley-killed-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  // PostgreSQL may run as another account, which reads what is in here.
  chmodSync(folder, 0o755);
  const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve) => createInterface({ input: owner.stdout }).once('line', resolve));
  const ports = JSON.parse(line) as number[];
  const answers = () => Promise.all(ports.map(isAnswered));
  expect(await answers()).toEqual([true, true, true]);
  owner.kill('SIGKILL');
  await vi.waitFor(async () => expect(await answers()).toEqual([false, false, false]), { timeout: 15_000, interval: 50 });
});
