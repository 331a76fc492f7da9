import { expect, it } from 'vitest';
import { choiceAfter } from './poll-choice.ts';

const poll = (chosen: readonly number[], isMultiple: boolean) => ({
  ...{ isMultiple, voterCount: 1 },
  options: ['a', 'b', 'c'].map((text, index) => ({ text, voterIds: [], isMine: chosen.includes(index) })),
});

it.each([
  { chosen: [], isMultiple: false, pressed: 1, expected: [1] },
  { chosen: [0], isMultiple: false, pressed: 1, expected: [1] },
  { chosen: [1], isMultiple: false, pressed: 1, expected: [] },
  { chosen: [0], isMultiple: true, pressed: 1, expected: [0, 1] },
  { chosen: [0, 1], isMultiple: true, pressed: 0, expected: [1] },
])('with $chosen chosen (several: $isMultiple), a press on $pressed chooses $expected', ({ chosen, isMultiple, pressed, expected }) => {
  expect(choiceAfter(poll(chosen, isMultiple), pressed)).toEqual(expected);
});
