import { describe, expect, it } from 'vitest';
import { findFaults, type History } from './find-faults.ts';
import { type Message, UNTOUCHED } from './records.ts';

const ann = { id: 'ann' };
const bob = { id: 'bob' };

function message(seq: number, changes: Partial<Message> = {}): Message {
  const base = { conversationId: 'c', seq, changeSeq: seq, sender: ann, systemEvent: null };
  return {
    ...base,
    id: `m${seq}`,
    clientMessageId: `k${seq}`,
    text: `text ${seq}`,
    createdAt: `2026-01-01T00:00:00.00000${seq}Z`,
    ...UNTOUCHED,
    ...changes,
  };
}

const third = message(3, { text: null, systemEvent: { kind: 'GROUP_CREATED', users: [bob] } });
const fourth = message(4);
const fifth = message(5);
const seventh = message(7, { text: null, systemEvent: { kind: 'MEMBER_REMOVED', users: [bob] } });
const sound: History = { conversationId: 'c', lastSeq: 7, messages: [third, fourth, fifth, seventh] };

describe('the checker of the crash test', () => {
  it('finds nothing wrong with a sound history', () => {
    expect(
      findFaults(
        [sound],
        [
          { ...fourth, ordinal: 1 },
          { ...fifth, ordinal: 2 },
        ],
      ),
    ).toEqual([]);
  });

  it.each<{ what: string; messages?: Message[]; ordinals?: [number, number]; fault: string }>([
    {
      what: 'an acknowledged message that is gone',
      messages: [third, fourth, { ...seventh, seq: 6 }],
      fault: 'lost although acknowledged: text 5',
    },
    {
      what: 'a number that nothing took',
      messages: [third, fourth, fifth, { ...seventh, seq: 8 }],
      fault: '2 numbers without a change before 8',
    },
    {
      what: 'a number taken twice',
      messages: [third, fourth, { ...fifth, seq: 4 }, seventh],
      fault: '-1 numbers without a change before 4',
    },
    {
      what: 'a message stored twice',
      messages: [third, fourth, fifth, { ...seventh, clientMessageId: 'k5' }],
      fault: 'stored twice: text 5',
    },
    {
      what: 'a time that stands still',
      messages: [third, fourth, { ...fifth, createdAt: fourth.createdAt }, seventh],
      fault: 'the time does not rise at 5',
    },
    { what: 'a history cut short', messages: [third, fourth, fifth], fault: 'ends with 5, not with 7' },
    {
      what: 'another text than acknowledged',
      messages: [third, fourth, { ...fifth, text: 'else' }, seventh],
      fault: 'acknowledged as another than stored: text 5',
    },
    { what: 'messages of one sender in another order', ordinals: [2, 1], fault: 'out of order: text 4' },
  ])('finds $what', ({ messages = sound.messages, ordinals: [first, second] = [1, 2], fault }) => {
    const faults = findFaults(
      [{ ...sound, messages }],
      [
        { ...fourth, ordinal: first },
        { ...fifth, ordinal: second },
      ],
    );
    expect(faults.join('\n')).toContain(fault);
  });
});
