import type { ReactNode } from 'react';
import type { PollItem, TimelineMessage } from '../../graphql/timeline-message.ts';
import { t } from '../../lib/translate.ts';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useMessageDesk } from './message-desk.ts';
import { choiceAfter } from './poll-choice.ts';
import styles from './poll-view.module.css';
import { useRowTabIndex } from './row-stops.ts';

interface PollViewProps {
  message: TimelineMessage;
  poll: PollItem;
}

/** The answers of a poll with how many chose each; a press chooses (MSG-2). */
export function PollView({ message, poll }: PollViewProps): ReactNode {
  const { vote } = useMessageDesk();
  const tabIndex = useRowTabIndex();
  const { options, voterCount, closedAt } = poll;
  const isOpen = closedAt === undefined && message.seq !== undefined;
  return (
    <fieldset className={styles.poll} disabled={!isOpen}>
      <legend className="visually-hidden">{message.text}</legend>
      {options.map(({ text, voterIds, isMine }, index) => (
        <button
          key={text}
          type="button"
          tabIndex={tabIndex}
          aria-pressed={isMine}
          className={classNames(styles.option, isMine && styles.mine)}
          onClick={() => vote(message, choiceAfter(poll, index))}
        >
          <progress className={styles.bar} value={voterIds.length} max={Math.max(voterCount, 1)} aria-hidden="true" />
          <span className={classNames(styles.sign, poll.isMultiple && styles.several)}>{isMine && <Icon name="check" size="small" />}</span>
          <span className={styles.text} dir="auto">
            {text}
          </span>
          <span className={styles.count} aria-hidden="true">
            {voterIds.length}
          </span>
          <span className="visually-hidden">{t('poll.votes', { count: voterIds.length })}</span>
        </button>
      ))}
      <p className={styles.note}>
        {t('poll.voters', { count: voterCount })}
        {closedAt !== undefined && ` · ${t('poll.closed')}`}
      </p>
    </fieldset>
  );
}
