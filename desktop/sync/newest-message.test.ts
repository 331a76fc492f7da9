import { expect, it } from 'vitest';
import { messageRow } from '../test/store-rows.ts';
import { newestOf } from './newest-message.ts';

const [first, second, third] = [messageRow(1), messageRow(2), messageRow(3)];

it('takes a message that follows, and one that was changed', () => {
  expect(newestOf(first, [second, third], 1)).toBe(third);
  const edited = { ...third, changeSeq: 5, text: 'edited' };
  expect(newestOf(third, [edited, first], 1)).toBe(edited);
  expect(newestOf(edited, [third], 1)).toBe(edited);
});

it('takes a message that follows though it comes late, for it was changed meanwhile', () => {
  const changedElsewhere = { ...first, changeSeq: 4 };
  const reacted = { ...second, changeSeq: 5 };
  expect(newestOf(newestOf(first, [changedElsewhere], 1), [reacted], 1)).toBe(reacted);
});

it('does not take a message from before what is held, nor a reply in a thread', () => {
  expect(newestOf(null, [{ ...first, changeSeq: 9 }], 2)).toBeNull();
  expect(newestOf(first, [{ ...second, threadRootId: first.id, threadRootSeq: 1 }], 1)).toBe(first);
});
