import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { NO_EXTRAS } from '../modules/messages/message.ts';
import { schema } from '../schema/index.ts';
import { decodeTextFrames } from '../test/decode-frames.ts';
import { createSubscriber, liveOperation } from '../test/test-subscriber.ts';
import type { MessageChanged, TypingChanged } from './events.ts';
import { Room } from './room.ts';
import { View, Views } from './view.ts';

const ann = { id: randomUUID(), username: 'ann', displayName: 'Ann' };
const conversationId = randomUUID();

const messageEvent = (seq: number, text = 'hello'): MessageChanged => ({
  type: 'MessageChanged',
  conversationId,
  seq,
  membersSeq: 1,
  message: {
    id: randomUUID(),
    conversationId,
    seq,
    changeSeq: seq,
    clientMessageId: randomUUID(),
    kind: 'TEXT',
    sender: ann,
    text,
    systemEvent: null,
    replyToId: null,
    createdAt: '2026-11-21T08:30:00.123456Z',
    importedAt: null,
    mentions: { userIds: [], isForAll: false },
    ...NO_EXTRAS,
    editedAt: null,
    deletedAt: null,
  },
  thread: null,
});
const typingEvent: TypingChanged = { type: 'TypingChanged', conversationId, user: ann, typing: true };

const readFrame = (frame: Buffer): unknown => JSON.parse(decodeTextFrames(frame)[0] ?? '');
const short = (id: string, fields: string) => liveOperation(`subscription { events { ... on MessageChanged { ${fields} } } }`, id);

describe('view', () => {
  it('makes the frame that graphql-transport-ws expects, with just what was asked for', () => {
    const view = new View(schema, short('op', 'number: seq message { text sender { displayName } createdAt }'));
    expect(readFrame(view.frame(messageEvent(7)))).toEqual({
      id: 'op',
      type: 'next',
      payload: {
        data: {
          events: { number: 7, message: { text: 'hello', sender: { displayName: 'Ann' }, createdAt: '2026-11-21T08:30:00.123456Z' } },
        },
      },
    });
  });

  it('makes the frame of an event once', () => {
    const view = new View(schema, liveOperation());
    const event = messageEvent(1);
    expect(view.frame(event)).toBe(view.frame(event));
    expect(view.frame(messageEvent(2))).not.toBe(view.frame(event));
  });

  it('obeys variables and directives of its own', () => {
    const query = 'subscription ($with: Boolean!) { events { __typename ... on MessageChanged { seq @include(if: $with) } } }';
    const frames = [true, false].map((isWith) =>
      new View(schema, { ...liveOperation(query), variables: { with: isWith } }).frame(messageEvent(3)),
    );
    expect(frames.map(readFrame)).toEqual([
      { id: 'live', type: 'next', payload: { data: { events: { __typename: 'MessageChanged', seq: 3 } } } },
      { id: 'live', type: 'next', payload: { data: { events: { __typename: 'MessageChanged' } } } },
    ]);
  });

  it('is shared by equal operations and by no others, for as long as one uses it', () => {
    const views = new Views(() => schema);
    const view = views.acquire(short('a', 'seq'));
    expect(views.acquire(short('a', 'seq'))).toBe(view);
    for (const other of [short('b', 'seq'), short('a', 'conversationId'), { ...short('a', 'seq'), variables: { x: 1 } }]) {
      expect(views.acquire(other)).not.toBe(view);
    }
    views.release(short('a', 'seq'));
    expect(views.acquire(short('a', 'seq'))).toBe(view);
    for (let i = 0; i < 2; i += 1) views.release(short('a', 'seq'));
    expect(views.acquire(short('a', 'seq'))).not.toBe(view);
    views.release(short('never', 'seq'));
  });
});

describe('room', () => {
  const join = (room: Room, view?: View, userId: string = randomUUID()) => {
    const subscriber = createSubscriber(userId, view);
    room.add(subscriber, { joinedSeq: 1, seesPast: true });
    return subscriber;
  };
  const tick = () => new Promise(setImmediate);

  it('gives two subscribers with different documents each their own shape, and equal ones the very same bytes', async () => {
    const room = new Room(conversationId, 1);
    const shared = new View(schema, short('s', 'seq'));
    const [one, other] = [join(room, shared), join(room, shared)];
    const different = join(room, new View(schema, short('d', 'message { text }')));
    room.deliver(messageEvent(5));
    await tick();
    expect(one.recorder.events).toEqual([{ seq: 5 }]);
    expect(different.recorder.events).toEqual([{ message: { text: 'hello' } }]);
    expect(one.recorder.chunks[0]).toBe(other.recorder.chunks[0]);
  });

  it('leaves out the one it is told to', async () => {
    const room = new Room(conversationId, 1);
    const [typist, other] = [join(room), join(room)];
    room.deliver(typingEvent, typist.userId);
    await tick();
    expect([typist.recorder.events.length, other.recorder.events.length]).toEqual([0, 1]);
  });

  it('gives nobody an event from before they joined', async () => {
    const room = new Room(conversationId, 1);
    const early = join(room);
    const late = createSubscriber(randomUUID());
    room.add(late, { joinedSeq: 9, seesPast: true });
    for (const seq of [8, 9]) room.deliver(messageEvent(seq));
    await tick();
    expect(early.recorder.events.map(({ seq }) => seq)).toEqual([8, 9]);
    expect(late.recorder.events.map(({ seq }) => seq)).toEqual([9]);
  });

  it('forgets a person with all their sockets, or one socket alone', () => {
    const room = new Room(conversationId, 1);
    const [phone, desktop] = [join(room, undefined, ann.id), join(room, undefined, ann.id)];
    room.remove(phone);
    expect([room.has(ann.id), room.isEmpty, phone.rooms.size]).toEqual([true, false, 0]);
    room.removePerson(ann.id);
    room.removePerson(ann.id);
    expect([room.has(ann.id), room.isEmpty, room.personIds, desktop.rooms.size]).toEqual([false, true, [], 0]);
  });
});
