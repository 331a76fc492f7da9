import type { ReactNode } from 'react';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { useDelayed } from '../../ui/use-delayed.ts';
import styles from './search.module.css';

const rows = ['a', 'b', 'c', 'd'];

/** The shape of results that are on their way; nothing for the first moment. */
export function SearchSkeleton(): ReactNode {
  const isShown = useDelayed(true);
  return (
    <div className={styles.coming} aria-hidden="true">
      {isShown &&
        rows.map((row) => (
          <div key={row} className={styles.comingRow}>
            <Skeleton shape="avatar" />
            <span className={styles.comingWords}>
              <Skeleton shape="short" />
              <Skeleton shape="long" />
            </span>
          </div>
        ))}
    </div>
  );
}
