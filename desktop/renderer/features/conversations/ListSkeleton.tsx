import type { ReactNode } from 'react';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { useDelayed } from '../../ui/use-delayed.ts';
import styles from './conversation-list.module.css';

const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

/** The shape of a list that is on its way; nothing for the first moment. */
export function ListSkeleton(): ReactNode {
  const isShown = useDelayed(true);
  if (!isShown) return null;
  return (
    <div className={styles.rows} aria-hidden="true">
      {rows.map((row) => (
        <div key={row} className={styles.placeholder}>
          <Skeleton shape="avatar" />
          <span className={styles.lines}>
            <Skeleton shape="short" />
            <Skeleton shape="long" />
          </span>
        </div>
      ))}
    </div>
  );
}
