import { AppError, invalid, notInConversation } from '../../errors.ts';
import { DISTURBING, parseText } from '../../input.ts';

/** How long the name of a group may be, in characters. */
export const GROUP_NAME_MAX = 80;

const TOPIC_MAX = 250;

/** The topic of a group: one line of at most 250 characters; null for an empty one, which takes it away. */
export function parseTopic(field: string, value: string): string | null {
  const topic = parseText(field, value).trim();
  if ([...topic].length > TOPIC_MAX) throw invalid(field, `This is too long: at most ${TOPIC_MAX} characters.`);
  if (DISTURBING.test(topic))
    throw invalid(field, 'Control characters, line breaks and marks of the writing direction cannot be part of it.');
  return topic === '' ? null : topic;
}

/** Where the conversation is named in an input, the error names it so. */
export function nameTheInput(error: unknown): never {
  throw error instanceof AppError && error.code === 'NOT_IN_CONVERSATION' ? notInConversation('input.conversationId') : error;
}
