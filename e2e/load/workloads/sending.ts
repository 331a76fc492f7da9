import { Crew, type Drive } from '../crew.ts';
import { atRate, closedLoop } from '../drives.ts';
import { sendFigures } from '../figures.ts';
import { doorOf, type Ground } from '../ground.ts';
import { connectOffice, makeOffice } from './office.ts';
import type { Bench, Measurement, Workload } from './workload.ts';

/** The server's code is compiled and its connections are open when measuring begins. */
const WARM_UP_SECONDS = 2;

const SENDERS = 200;

/** Sends of the group that are under way at once: enough that the sockets never wait for the database. */
const GROUP_IN_FLIGHT = 64;

/** Sockets that read the time of each event; the others are counted. */
const SAMPLED = 10;

/** What connects everybody, and then what they send. */
interface Sending {
  readonly gather: (ground: Ground) => Promise<Crew>;
  readonly drive: Drive;
}

const officeInSilence = (ground: Ground) => gatherOffice(ground, { count: SENDERS, isListening: false });

export const STEADY: Workload = {
  says: `${SENDERS} people connected and listening, groups of 20, 500 messages/s`,
  seconds: 6,
  isComparable: true,
  run: sending({ gather: (ground) => gatherOffice(ground, { count: SENDERS, isListening: true }), drive: atRate(500) }),
};

export const SENDING: Readonly<Record<string, Workload>> = {
  send: {
    says: `${SENDERS} senders in 50 groups, one send under way each: durable sends`,
    seconds: 6,
    isComparable: true,
    run: sending({ gather: officeInSilence, drive: closedLoop({ senders: SENDERS, inFlight: 1 }) }),
  },
  pipelined: {
    says: `${SENDERS} senders in 50 groups, five sends under way each: durable sends`,
    seconds: 6,
    isComparable: true,
    run: sending({ gather: officeInSilence, drive: closedLoop({ senders: SENDERS, inFlight: 5 }) }),
  },
  'fan-out': {
    says: `one group of 300, everybody connected and listening, ${GROUP_IN_FLIGHT} sends under way: live deliveries`,
    seconds: 6,
    isComparable: true,
    run: sending({ gather: gatherGroup, drive: closedLoop({ senders: GROUP_IN_FLIGHT, inFlight: 1 }) }),
  },
  steady: STEADY,
  office: {
    says: '1,000 people connected and listening, groups of 20, 50 messages/s',
    seconds: 60,
    isComparable: false,
    run: sending({ gather: (ground) => gatherOffice(ground, { count: 1000, isListening: true }), drive: atRate(50) }),
  },
};

function sending({ gather, drive }: Sending): Workload['run'] {
  return async (bench) => {
    const ground = await bench.open();
    const crew = await gather(ground);
    const measurement = await measureSending(bench, { ground, crew, drive });
    crew.close();
    return measurement;
  };
}

interface Running {
  readonly ground: Ground;
  readonly crew: Crew;
  readonly drive: Drive;
}

async function measureSending(bench: Bench, { ground, crew, drive }: Running): Promise<Measurement> {
  await crew.run(drive, Math.min(WARM_UP_SECONDS, bench.seconds));
  const meter = bench.meter(ground);
  const tally = await crew.run(drive, bench.seconds);
  return { figures: sendFigures(tally, meter.read()), errors: tally.errors };
}

/** The same sends on one node and on two, Redis beside both. */
export const NODES: Workload = {
  says: `${SENDERS} senders in 50 groups, five sends under way each, on one node and on two with Redis: durable sends`,
  seconds: 6,
  isComparable: false,
  run: async (bench) => {
    const figures: Record<string, number> = {};
    const errors = new Map<string, number>();
    for (const nodes of [1, 2]) {
      const ground = await bench.open({ nodes });
      const crew = await officeInSilence(ground);
      const measured = await measureSending(bench, { ground, crew, drive: closedLoop({ senders: SENDERS, inFlight: 5 }) });
      crew.close();
      await bench.close(ground);
      for (const [name, value] of Object.entries(measured.figures)) figures[`${nodes} × ${name}`] = value;
      for (const [code, count] of measured.errors) errors.set(code, (errors.get(code) ?? 0) + count);
    }
    const [one, two] = [figures['1 × sends/s'] ?? Number.NaN, figures['2 × sends/s'] ?? Number.NaN];
    return { figures: { 'two nodes : one, ratio': two / one, ...figures }, errors };
  },
};

async function gatherOffice(ground: Ground, { count, isListening }: { count: number; isListening: boolean }): Promise<Crew> {
  return connectOffice(ground, await makeOffice(ground, count), isListening);
}

async function gatherGroup(ground: Ground): Promise<Crew> {
  const people = await ground.makePeople(300);
  const conversationId = await ground.makeGroup(people, 'Everybody');
  const targets = [{ conversationId, listeners: people.length }];
  return Crew.connect(
    people.map((person, index) => ({
      door: doorOf(ground, person, index),
      isListening: true,
      isSampled: index >= people.length - SAMPLED,
      targets,
    })),
  );
}
