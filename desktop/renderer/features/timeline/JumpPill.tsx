import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/Icon.tsx';
import styles from './jump-pill.module.css';

interface JumpPillProps {
  direction: 'up' | 'down';
  /** Where it leads, for those who do not see the arrow. */
  label: string;
  /** What waits there; without it the pill is a quiet arrow in the corner. */
  news: string | undefined;
  onPress: () => void;
}

/** Leads to the first unread message or back to the newest, and says how many wait there. */
export function JumpPill({ direction, label, news, onPress }: JumpPillProps): ReactNode {
  return (
    <Button
      className={classNames(styles.pill, styles[direction], news === undefined ? styles.plain : styles.news)}
      aria-label={news === undefined ? label : `${news}. ${label}`}
      onPress={onPress}
    >
      {news}
      <Icon name={direction === 'up' ? 'arrowUp' : 'arrowDown'} size="small" />
    </Button>
  );
}
