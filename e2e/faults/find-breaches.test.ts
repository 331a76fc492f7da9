import { describe, expect, it } from 'vitest';
import { type Member, type Message, UNTOUCHED } from '../crash/records.ts';
import { type Evidence, findBreaches, type Testimony } from './find-breaches.ts';
import type { AcknowledgedChange } from './message-change.ts';
import type { ConversationTruth } from './truth.ts';

const message = (seq: number, said: Pick<Message, 'text' | 'systemEvent'>): Message => ({
  id: `m${seq}`,
  conversationId: 'c',
  seq,
  changeSeq: seq,
  clientMessageId: `k${seq}`,
  createdAt: `2026-01-01T00:00:00.0000${String(seq).padStart(2, '0')}Z`,
  sender: { id: 'ann' },
  ...UNTOUCHED,
  ...said,
});
const says = (seq: number) => message(seq, { text: `text ${seq}`, systemEvent: null });
const tells = (seq: number, kind: string) => message(seq, { text: null, systemEvent: { kind, users: [{ id: 'bob' }] } });
const member = (id: string, numbers: Pick<Member, 'joinedSeq' | 'leftSeq' | 'changeSeq'>): Member => ({
  role: 'MEMBER',
  user: { id },
  ...numbers,
});

/** Ann makes the group with Bob (1 to 3), removes him (5, 6), lets him in again (8, 9). */
const messages = [tells(3, 'GROUP_CREATED'), says(4), tells(6, 'MEMBER_REMOVED'), says(7), tells(9, 'MEMBERS_ADDED'), says(10)];
const members = [
  member('ann', { joinedSeq: 1, leftSeq: null, changeSeq: 1 }),
  member('bob', { joinedSeq: 8, leftSeq: null, changeSeq: 8 }),
];
const sound: ConversationTruth = { conversationId: 'c', lastSeq: 10, messages, members, threads: [] };

const allOf = ({ conversationId, lastSeq, ...held }: ConversationTruth) =>
  new Map([
    [
      conversationId,
      {
        seq: lastSeq,
        messages: new Map(held.messages.map((each) => [each.id, each])),
        members: new Map(held.members.map((each) => [each.user.id, each])),
      },
    ],
  ]);

const bob = (changes: Partial<Testimony> = {}): Testimony => ({
  personId: 'bob',
  arrivals: new Map([['c', [4, 5, 8, 9, 10]]]),
  changeArrivals: new Map(),
  holdings: allOf(sound),
  ...changes,
});

const find = (changes: Partial<Evidence> = {}) =>
  findBreaches({ truth: [sound], acknowledged: [{ ...says(4), ordinal: 1 }], refused: [], testimonies: [bob()], changes: [], ...changes });

/** Bob was removed for good. */
const withoutBob: ConversationTruth = {
  conversationId: 'c',
  lastSeq: 7,
  messages: messages.slice(0, 4),
  members: [...members.slice(0, 1), member('bob', { joinedSeq: 2, leftSeq: 5, changeSeq: 5 })],
  threads: [],
};

/** Ann's last message answers in the thread of her first, and then her first was edited, by number 11, and Bob put a sign on it, by 12. */
const edited = { ...says(4), text: 'text 4 and more', changeSeq: 12, editedAt: 'later', reactions: [{ emoji: '👍', userIds: ['bob'] }] };
const changed: ConversationTruth = {
  ...sound,
  lastSeq: 12,
  messages: [tells(3, 'GROUP_CREATED'), edited, ...messages.slice(2, 5), { ...says(10), threadRootSeq: 4 }],
  threads: [{ rootSeq: 4, replyCount: 1 }],
};
const place = { conversationId: 'c', messageId: 'm4' };
const edit: AcknowledgedChange = { ...place, personId: 'ann', kind: 'editMessage', text: 'text 4 and more', seq: 11 };
const react: AcknowledgedChange = { ...place, personId: 'bob', kind: 'setReaction', emoji: '👍', isOn: true, seq: 12 };
const afterChanges = { truth: [changed], testimonies: [bob({ holdings: allOf(changed) })], changes: [edit, react] };

describe('the checker of the faults test', () => {
  it('finds nothing wrong where messages were changed, told or not', () => {
    expect(find(afterChanges)).toEqual([]);
    expect(find({ ...afterChanges, changes: [{ ...edit, seq: null }, react] })).toEqual([]);
    const testimonies = [bob({ holdings: allOf(changed), changeArrivals: new Map([['c', [11, 12]]]) })];
    expect(find({ ...afterChanges, testimonies, changes: [] })).toEqual([]);
  });

  it('finds nothing wrong where nothing is', () => {
    expect(find()).toEqual([]);
  });

  it('finds nothing wrong with a person who is out, holds nothing and was refused', () => {
    const refused = [{ senderId: 'bob', conversationId: 'c', clientMessageId: 'k', text: 'too late' }];
    const testimonies = [bob({ arrivals: new Map([['c', [4, 5]]]), holdings: new Map() })];
    expect(find({ truth: [withoutBob], refused, testimonies })).toEqual([]);
  });

  it.each<{ what: string; changes: Partial<Evidence>; breach: string }>([
    {
      what: 'a message that reached a person after their removal',
      changes: { testimonies: [bob({ arrivals: new Map([['c', [4, 5, 6]]]) })] },
      breach: 'bob got number 6 of c while out of it',
    },
    {
      what: 'a message from before a person was let in again',
      changes: { testimonies: [bob({ arrivals: new Map([['c', [7]]]) })] },
      breach: 'bob got number 7 of c while out of it',
    },
    {
      what: 'a client that keeps what its person may not see any more',
      changes: { truth: [withoutBob], testimonies: [bob({ arrivals: new Map() })] },
      breach: 'the client of bob holds, although out of it (in: [{"joinedSeq":2,"leftSeq":5}]), up to 10 of c',
    },
    {
      what: 'a client that does not know of a conversation',
      changes: { testimonies: [bob({ holdings: new Map() })] },
      breach: 'the client of bob holds nothing of c',
    },
    {
      what: 'a client that fell behind',
      changes: { testimonies: [bob({ holdings: allOf({ ...sound, lastSeq: 9 }) })] },
      breach: 'the client of bob stands at 9 of 10 in c',
    },
    {
      what: 'a client that misses a message before its number',
      changes: { testimonies: [bob({ holdings: allOf({ ...sound, messages: messages.filter(({ seq }) => seq !== 7) }) })] },
      breach: 'the client of bob differs in message 7 of c',
    },
    {
      what: 'a client that holds another text',
      changes: { testimonies: [bob({ holdings: allOf({ ...sound, messages: messages.map((each) => ({ ...each, text: 'else' })) }) })] },
      breach: 'the client of bob differs in message 10 of c',
    },
    {
      what: 'a client that holds what was never stored',
      changes: { testimonies: [bob({ holdings: allOf({ ...sound, messages: [...messages, says(11)] }) })] },
      breach: 'the client of bob differs in message 11 of c',
    },
    {
      what: 'a client that holds an old membership',
      changes: { testimonies: [bob({ holdings: allOf({ ...sound, members: members.slice(0, 1) }) })] },
      breach: 'the client of bob differs in the member changed at 8 of c',
    },
    {
      what: 'a membership that no change tells of',
      changes: { truth: [{ ...sound, members: withoutBob.members }], testimonies: [] },
      breach: 'c: the membership of bob ended with 5, by the changes with null',
    },
    {
      what: 'a number that no change took',
      changes: { ...afterChanges, changes: [react] },
      breach: 'c: ends with 10, not with 12',
    },
    {
      what: 'an acknowledged change that is gone',
      changes: { ...afterChanges, changes: [edit, { ...react, emoji: '😂' }] },
      breach: 'a change was lost although acknowledged: {"conversationId":"c","messageId":"m4","personId":"bob"',
    },
    {
      what: 'a change that an acknowledged one undid',
      changes: { ...afterChanges, changes: [edit, react, { ...react, isOn: false }] },
      breach: 'a change was lost although acknowledged',
    },
    {
      what: 'an acknowledged deletion that is gone',
      changes: { ...afterChanges, changes: [edit, react, { ...place, personId: 'ann', kind: 'deleteMessage', seq: null }] },
      breach: 'a change was lost although acknowledged',
    },
    {
      what: 'a client that misses a change',
      changes: {
        ...afterChanges,
        testimonies: [
          bob({ holdings: allOf({ ...changed, messages: [...changed.messages.slice(0, 1), says(4), ...changed.messages.slice(2)] }) }),
        ],
      },
      breach: 'the client of bob differs in message 12 of c',
    },
    {
      what: 'a thread that counts wrong',
      changes: { ...afterChanges, truth: [{ ...changed, threads: [{ rootSeq: 4, replyCount: 2 }] }] },
      breach: 'c: the thread of 4 counts 2 of 1 replies',
    },
    {
      what: 'an acknowledged message that is gone',
      changes: { acknowledged: [{ ...says(11), ordinal: 1 }] },
      breach: 'lost although acknowledged: text 11',
    },
    {
      what: 'a refused message of somebody who was in it all the time',
      changes: { refused: [{ senderId: 'ann', conversationId: 'c', clientMessageId: 'k', text: 'why' }] },
      breach: 'refused although from a member: why',
    },
  ])('finds $what', ({ changes, breach }) => {
    expect(find(changes).join('\n')).toContain(breach);
  });
});
