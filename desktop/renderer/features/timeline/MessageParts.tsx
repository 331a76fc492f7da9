import type { ReactNode } from 'react';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import { LinkPreviews } from './LinkPreviews.tsx';
import { useMessageDesk } from './message-desk.ts';
import { PollView } from './PollView.tsx';
import { Reactions } from './Reactions.tsx';
import { ThreadLine } from './ThreadLine.tsx';

/** What stands below the words: the answers of a poll, what the links lead to, reactions, the thread. */
export function MessageParts({ message }: { message: TimelineMessage }): ReactNode {
  const { isInThread } = useMessageDesk();
  const { poll, linkPreviews, thread } = message;
  return (
    <>
      {poll !== undefined && <PollView message={message} poll={poll} />}
      {linkPreviews.length > 0 && <LinkPreviews previews={linkPreviews} />}
      <Reactions message={message} />
      {thread !== undefined && !isInThread && <ThreadLine message={message} thread={thread} />}
    </>
  );
}
