import type { AppContext, Viewer } from '../../context.ts';
import { invalid } from '../../errors.ts';
import type { MessageView, Poll, PollOption } from './message.ts';
import { changeMessage, type MessageOperation } from './message-changes.service.ts';

const OPTIONS_LEAST = 2;
const OPTIONS_MOST = 10;

/** A poll as it is sent: open, nobody has voted. VALIDATION_ERROR for fewer than 2 options, more than 10, or two alike. */
export function toPoll({ options, isMultiple }: { options: readonly string[]; isMultiple: boolean }): Poll {
  if (options.length < OPTIONS_LEAST || options.length > OPTIONS_MOST) {
    throw invalid('input.poll.options', `A poll has ${OPTIONS_LEAST} to ${OPTIONS_MOST} answers.`);
  }
  if (new Set(options).size < options.length) throw invalid('input.poll.options', 'Two answers of a poll are alike.');
  return { options: options.map((text) => ({ text, voterIds: [] })), isMultiple, closedAt: null };
}

export interface VotePoll extends MessageOperation {
  /** All that the viewer chooses, by place; none takes the vote back. */
  readonly optionIndexes: readonly number[];
}

/**
 * Replaces the viewer's votes (MSG-2). Errors: those of `changeMessage`, CONFLICT once the poll is closed, VALIDATION_ERROR for a message
 * without a poll, an answer that is not there, or several where one may be chosen.
 */
export function votePoll(app: AppContext, viewer: Viewer, { optionIndexes, ...operation }: VotePoll): Promise<MessageView> {
  return changeMessage(app, viewer, {
    ...operation,
    act: 'vote',
    work: ({ row: { poll } }) => {
      if (poll === null) throw new Error('A poll that was voted in is not there.');
      const chosen = checkChoice(poll, optionIndexes);
      const options = poll.options.map((option, index) => withVote(option, viewer.userId, chosen.has(index)));
      const isSame = options.every((option, index) => option === poll.options[index]);
      return isSame ? null : { poll: { ...poll, options } };
    },
  });
}

function checkChoice({ options, isMultiple }: Poll, indexes: readonly number[]): ReadonlySet<number> {
  const chosen = new Set(indexes);
  if (indexes.some((index) => options[index] === undefined)) throw invalid('input.optionIndexes', 'This poll has no such answer.');
  if (chosen.size < indexes.length) throw invalid('input.optionIndexes', 'An answer is named twice.');
  if (!isMultiple && indexes.length > 1) throw invalid('input.optionIndexes', 'Only one answer of this poll can be chosen.');
  return chosen;
}

/** The option itself where nothing changes; who stays keeps their place. */
function withVote(option: PollOption, userId: string, isChosen: boolean): PollOption {
  if (option.voterIds.includes(userId) === isChosen) return option;
  const voterIds = isChosen ? [...option.voterIds, userId] : option.voterIds.filter((id) => id !== userId);
  return { ...option, voterIds };
}

/**
 * Ends a poll: it takes no more votes. Closing it again changes nothing. Errors: those of `changeMessage`; FORBIDDEN for who neither asked
 * nor may remove people from the group.
 */
export function closePoll(app: AppContext, viewer: Viewer, operation: MessageOperation): Promise<MessageView> {
  return changeMessage(app, viewer, {
    ...operation,
    act: 'closePoll',
    work: ({ row: { poll }, now }) => (poll === null || poll.closedAt !== null ? null : { poll: { ...poll, closedAt: now } }),
  });
}
