import type { ReactNode } from 'react';
import type { ReactionItem, TimelineMessage } from '../../graphql/timeline-message.ts';
import { useNames } from '../../graphql/use-names.ts';
import { nameList } from '../../lib/system-text.ts';
import { t } from '../../lib/translate.ts';
import { classNames } from '../../ui/class-names.ts';
import { tipProps } from '../../ui/tips.ts';
import { useMessageDesk } from './message-desk.ts';
import styles from './message-parts.module.css';
import { ReactButton } from './ReactButton.tsx';
import { useRowTabIndex } from './row-stops.ts';

interface ReactionChipProps {
  message: TimelineMessage;
  reaction: ReactionItem;
}

function ReactionChip({ message, reaction: { emoji, userIds, isMine } }: ReactionChipProps): ReactNode {
  const { react } = useMessageDesk();
  const nameOf = useNames();
  const isReachable = useRowTabIndex() === 0;
  const label = t('message.reactedBy', { names: nameList(userIds.map(nameOf)), emoji });
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={isMine}
      tabIndex={isReachable ? 0 : -1}
      className={classNames(styles.reaction, isMine && styles.ownReaction)}
      onClick={() => react(message, emoji)}
      {...tipProps({ label, placement: 'top' })}
    >
      <span className={styles.reactionSign}>{emoji}</span>
      <span>{userIds.length}</span>
    </button>
  );
}

/** The reactions to a message: a press puts one's own on or takes it off (MSG-2). */
export function Reactions({ message }: { message: TimelineMessage }): ReactNode {
  if (message.reactions.length === 0) return null;
  return (
    <div className={styles.reactions}>
      {message.reactions.map((reaction) => (
        <ReactionChip key={reaction.emoji} message={message} reaction={reaction} />
      ))}
      <ReactButton message={message} look="chip" />
    </div>
  );
}
