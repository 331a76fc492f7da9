import { setTimeout as delay } from 'node:timers/promises';
import { residentBytes } from '../cpu-meter.ts';
import { Crew } from '../crew.ts';
import { cpuFigures, percentiles } from '../figures.ts';
import { doorOf, type Ground } from '../ground.ts';
import { Latencies } from '../latencies.ts';
import type { Person } from '../people.ts';
import type { Workload } from './workload.ts';

const SOCKETS = 10_000;
const GROUP_SIZE = 20;

/** Sockets that come and go before, so that the server's code is compiled and its pools are open. */
const WARM_UP_SOCKETS = 500;

/** The server settles before its memory is read. */
const SETTLE_MS = 3_000;

export const CONNECT: Workload = {
  says: `${SOCKETS} people of groups of ${GROUP_SIZE} connect, sign in and follow, 64 at once, and then stay idle`,
  seconds: 0,
  isComparable: true,
  run: async (bench) => {
    const ground = await bench.open();
    const people = await ground.makePeople(WARM_UP_SOCKETS + SOCKETS);
    await makeGroups(ground, people);
    (await connectAll(ground, people.slice(0, WARM_UP_SOCKETS))).crew.close();
    await delay(SETTLE_MS);

    const before = memoryOf(ground);
    const meter = bench.meter(ground);
    const { crew, seconds, ready } = await connectAll(ground, people.slice(WARM_UP_SOCKETS));
    const cpu = meter.read();
    await delay(SETTLE_MS);
    const after = memoryOf(ground);
    const figures = {
      'connects/s': SOCKETS / seconds,
      ...percentiles('connect → ready', ready),
      ...(before !== null && after !== null && { 'resident for each idle socket, KB': (after - before) / SOCKETS / 1024 }),
      ...cpuFigures(cpu),
    };
    crew.close();
    return { figures, errors: crew.errors };
  },
};

async function connectAll(ground: Ground, people: readonly Person[]): Promise<{ crew: Crew; seconds: number; ready: Latencies }> {
  const ready = new Latencies();
  const startedAt = performance.now();
  const members = people.map((person, index) => ({
    door: doorOf(ground, person, index),
    isListening: true,
    isSampled: false,
    targets: [],
  }));
  const crew = await Crew.connect(members, (ms) => ready.add(ms));
  return { crew, seconds: (performance.now() - startedAt) / 1000, ready };
}

async function makeGroups(ground: Ground, people: readonly Person[]): Promise<void> {
  for (let first = 0; first < people.length; first += GROUP_SIZE) {
    await ground.makeGroup(people.slice(first, first + GROUP_SIZE), `Room ${first / GROUP_SIZE + 1}`);
  }
}

function memoryOf({ serverPids }: Ground): number | null {
  const each = serverPids.map(residentBytes);
  return each.includes(null) ? null : each.reduce<number>((total, bytes) => total + (bytes ?? 0), 0);
}
