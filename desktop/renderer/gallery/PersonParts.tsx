import type { ReactNode } from 'react';
import { Avatar } from '../ui/Avatar.tsx';
import { Badge } from '../ui/Badge.tsx';
import { Mark } from '../ui/Mark.tsx';
import { PresenceDot } from '../ui/PresenceDot.tsx';
import styles from './gallery.module.css';
import { Part } from './Part.tsx';

const sizes = ['tiny', 'small', 'medium', 'large'] as const;
const statuses = ['ONLINE', 'AWAY', 'BUSY'] as const;

/** Who somebody is, whether they are here, and what waits from them. */
export function PersonParts(): ReactNode {
  return (
    <>
      <Part name="Avatar and PresenceDot">
        {sizes.map((size, index) => (
          <Avatar key={size} id={size} name="Ana Ben" size={size} status={statuses[index]} />
        ))}
        <Avatar id="tokyo" name="佐藤 由美" />
        <Avatar id="sofia" name="Кира Волкова" />
        {statuses.map((status) => (
          <span key={status} className={styles.dot}>
            <PresenceDot status={status} />
          </span>
        ))}
      </Part>
      <Part name="Badge and Mark">
        <Badge count={3} label="3 unread messages" />
        <Badge count={120} label="120 unread messages" />
        <Badge count={7} label="7 unread messages" tone="alert" />
        <Mark />
        <Mark size="large" />
      </Part>
    </>
  );
}
