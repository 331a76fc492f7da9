import { createGroup } from './api.ts';
import { Crew, type CrewMember, type Drive } from './crew.ts';
import type { DataFolder } from './data-folder.ts';
import { atRate, closedLoop } from './drives.ts';
import type { Target } from './load-client.ts';
import { makePeople, type Person } from './people.ts';

/** The server under test. */
export interface Ground {
  readonly port: number;
  readonly folder: DataFolder;
}

export interface Workload {
  /** What is done, in a line. */
  readonly says: string;
  readonly seconds: number;
  readonly drive: Drive;
  /** Makes people and conversations and connects everybody. */
  readonly gather: (ground: Ground) => Promise<Crew>;
}

const SENDERS = 200;

/** Sends of the group that are under way at once: enough that the sockets never wait for the database. */
const GROUP_IN_FLIGHT = 64;

/** Sockets that read the time of each event; the others are counted. */
const SAMPLED = 10;

/** 50 groups of 20, everybody in five of them: a person talks in some of the conversations, a conversation is many people's. */
const OFFICE = { groups: 50, size: 20 };

export const WORKLOADS: Readonly<Record<string, Workload>> = {
  send: {
    says: `${SENDERS} senders in 50 groups, one send under way each: durable sends`,
    seconds: 10,
    drive: closedLoop({ senders: SENDERS, inFlight: 1 }),
    gather: (ground) => gatherOffice(ground, { people: SENDERS, isListening: false }),
  },
  pipelined: {
    says: `${SENDERS} senders in 50 groups, five sends under way each: durable sends`,
    seconds: 10,
    drive: closedLoop({ senders: SENDERS, inFlight: 5 }),
    gather: (ground) => gatherOffice(ground, { people: SENDERS, isListening: false }),
  },
  'fan-out': {
    says: `one group of 300, everybody connected and listening, ${GROUP_IN_FLIGHT} sends under way: live deliveries`,
    seconds: 10,
    drive: closedLoop({ senders: GROUP_IN_FLIGHT, inFlight: 1 }),
    gather: gatherGroup,
  },
  office: {
    says: '1,000 people connected and listening, groups of 20, 50 messages/s',
    seconds: 60,
    drive: atRate(50),
    gather: (ground) => gatherOffice(ground, { people: 1000, isListening: true }),
  },
  steady: {
    says: `${SENDERS} people connected and listening, groups of 20, 500 messages/s`,
    seconds: 10,
    drive: atRate(500),
    gather: (ground) => gatherOffice(ground, { people: SENDERS, isListening: true }),
  },
};

/** People in groups of equal size; with fewer people than seats everybody is in several. */
async function gatherOffice({ port, folder }: Ground, office: { people: number; isListening: boolean }): Promise<Crew> {
  const people = await makePeople(folder, office.people);
  const groupsOf = new Map<Person, Target[]>(people.map((person) => [person, []]));
  for (let group = 0; group < OFFICE.groups; group += 1) {
    const members = Array.from({ length: OFFICE.size }, (_, seat) => seatOf(people, group, seat));
    const conversationId = await createGroup(port, members, `Room ${group + 1}`);
    const target = { conversationId, listeners: office.isListening ? members.length : 0 };
    for (const member of members) groupsOf.get(member)?.push(target);
  }
  const crew = people.map(
    (person): CrewMember => ({
      token: person.token,
      isListening: office.isListening,
      isSampled: true,
      targets: groupsOf.get(person) ?? [],
    }),
  );
  return Crew.connect(port, crew);
}

/** Seats go round the people in turn; each round starts a little further, so that the same people are not always together. */
function seatOf(people: readonly Person[], group: number, seat: number): Person {
  const at = group * OFFICE.size + seat;
  const round = Math.floor(at / people.length);
  const person = people[(at + seat * round) % people.length];
  if (person === undefined) throw new Error('A group needs people.');
  return person;
}

async function gatherGroup({ port, folder }: Ground): Promise<Crew> {
  const people = await makePeople(folder, 300);
  const conversationId = await createGroup(port, people, 'Everybody');
  const targets = [{ conversationId, listeners: people.length }];
  return Crew.connect(
    port,
    people.map(({ token }, index) => ({ token, isListening: true, isSampled: index >= people.length - SAMPLED, targets })),
  );
}
