import type { ReactNode } from 'react';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { useDelayed } from '../../ui/use-delayed.ts';
import styles from './timeline-skeleton.module.css';

const messages = [
  { id: 'a', lines: ['long', 'line'] },
  { id: 'b', lines: ['line'] },
  { id: 'c', lines: ['long', 'long', 'line'] },
  { id: 'd', lines: ['short'] },
  { id: 'e', lines: ['long', 'line'] },
] as const;

/** The shape of a timeline that is on its way; nothing for the first moment. */
export function TimelineSkeleton(): ReactNode {
  const isShown = useDelayed(true);
  return (
    <div className={styles.skeleton} aria-hidden="true">
      {isShown &&
        messages.map(({ id, lines }) => (
          <div key={id} className={styles.message}>
            <Skeleton shape="avatar" />
            <div className={styles.lines}>
              <Skeleton shape="short" />
              {lines.map((shape, line) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the lines never change places.
                <Skeleton key={line} shape={shape} />
              ))}
            </div>
          </div>
        ))}
    </div>
  );
}
