import { Crew, type CrewMember } from '../crew.ts';
import { doorOf, type Ground } from '../ground.ts';
import type { Target } from '../load-client.ts';
import type { Person } from '../people.ts';

/** 50 groups of 20: a person talks in some of the conversations, a conversation is many people's. */
const GROUPS = 50;
const GROUP_SIZE = 20;

export interface Office {
  readonly people: readonly Person[];
  readonly conversationIdsOf: ReadonlyMap<Person, readonly string[]>;
}

/** People in groups of equal size; with fewer people than seats everybody is in several. */
export async function makeOffice(ground: Ground, count: number): Promise<Office> {
  const people = await ground.makePeople(count);
  const conversationIdsOf = new Map<Person, string[]>(people.map((person) => [person, []]));
  for (let group = 0; group < GROUPS; group += 1) {
    const members = Array.from({ length: GROUP_SIZE }, (_, seat) => seatOf(people, group, seat));
    const conversationId = await ground.makeGroup(members, `Room ${group + 1}`);
    for (const member of members) conversationIdsOf.get(member)?.push(conversationId);
  }
  return { people, conversationIdsOf };
}

/** Seats go round the people in turn; each round starts a little further, so that the same people are not always together. */
function seatOf(people: readonly Person[], group: number, seat: number): Person {
  const at = group * GROUP_SIZE + seat;
  const round = Math.floor(at / people.length);
  const person = people[(at + seat * round) % people.length];
  if (person === undefined) throw new Error('A group needs people.');
  return person;
}

/** Connects everybody of the office. */
export function connectOffice(ground: Ground, { people, conversationIdsOf }: Office, isListening: boolean): Promise<Crew> {
  const toTarget = (conversationId: string): Target => ({ conversationId, listeners: isListening ? GROUP_SIZE : 0 });
  return Crew.connect(
    people.map(
      (person, index): CrewMember => ({
        door: doorOf(ground, person, index),
        isListening,
        isSampled: true,
        targets: (conversationIdsOf.get(person) ?? []).map(toTarget),
      }),
    ),
  );
}
