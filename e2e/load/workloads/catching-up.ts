import { Crew } from '../crew.ts';
import type { Missed } from '../dialects/dialect.ts';
import { exactly } from '../drives.ts';
import { cpuFigures, percentiles } from '../figures.ts';
import { doorOf, type Ground } from '../ground.ts';
import { Latencies } from '../latencies.ts';
import { type Door, LoadSocket } from '../load-socket.ts';
import type { Measurement, Workload } from './workload.ts';

const MISSED = 1000;
const WARM_UP_TIMES = 20;
const FOLLOW_ID = 1;
const MISSED_ID = 2;

export const CATCH_UP: Workload = {
  says: `one person after the other connects, follows and reads ${MISSED} messages missed in a group of 20`,
  seconds: 4,
  isComparable: true,
  run: async (bench) => {
    const ground = await bench.open();
    const { doors, missed, errors } = await write(ground);
    const latencies = new Latencies();
    let time = 0;
    const catchUpNext = () => {
      time += 1;
      const door = doors[time % doors.length];
      if (door === undefined) throw new Error('Nobody catches up.');
      return catchUp(door, missed);
    };
    while (time < WARM_UP_TIMES) await catchUpNext();
    const meter = bench.meter(ground);
    const until = performance.now() + bench.seconds * 1000;
    while (performance.now() < until) latencies.add(await catchUpNext());
    return { figures: { ...percentiles(`connect → last of ${MISSED}`, latencies), ...cpuFigures(meter.read()) }, errors };
  },
};

/** Lets everybody of a group write what they miss afterwards. */
async function write(ground: Ground): Promise<{ doors: Door[]; missed: Missed; errors: Measurement['errors'] }> {
  const people = await ground.makePeople(20);
  const [first] = people;
  if (first === undefined) throw new Error('A group needs people.');
  const conversationId = await ground.makeGroup(people, 'Everybody');
  const missed = { conversationId, after: await ground.endOf(conversationId, first) };
  const doors = people.map((person, index) => doorOf(ground, person, index));
  const targets = [{ conversationId, listeners: 0 }];
  const crew = await Crew.connect(doors.map((door) => ({ door, isListening: false, isSampled: false, targets })));
  const { errors } = await crew.run(exactly(MISSED), 0);
  crew.close();
  return { doors, missed, errors };
}

/** Milliseconds from the first packet until the last of the missed messages is here. */
async function catchUp(door: Door, missed: Missed): Promise<number> {
  const { dialect } = door;
  const startedAt = performance.now();
  const done = Promise.withResolvers<void>();
  // A socket that closes early rejects both this and the opening, which is the one that is waited for.
  done.promise.catch(() => undefined);
  const socket = await LoadSocket.open(door, {
    onEvent: () => undefined,
    onAnswer: (id, error, message) => {
      if (id !== String(MISSED_ID)) return;
      const page = dialect.pageOf(message);
      if (error !== null) done.reject(new Error(error));
      else if (page.hasMore) socket.send(dialect.missed(MISSED_ID, { ...missed, after: page.last }));
      else done.resolve();
    },
    onClose: (code) => done.reject(new Error(`The server closed the socket: ${code}`)),
  });
  socket.send(dialect.follow(FOLLOW_ID).begin);
  socket.send(dialect.missed(MISSED_ID, missed));
  await done.promise;
  const ms = performance.now() - startedAt;
  socket.close();
  return ms;
}
