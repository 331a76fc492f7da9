import type { PollItem } from '../../graphql/timeline-message.ts';

/** What one has chosen after a press on an answer: the other one, or one more or less where several may be chosen. */
export function choiceAfter({ options, isMultiple }: PollItem, pressed: number): readonly number[] {
  const chosen = options.flatMap(({ isMine }, index) => (isMine ? [index] : []));
  if (chosen.includes(pressed)) return chosen.filter((index) => index !== pressed);
  return isMultiple ? [...chosen, pressed] : [pressed];
}
