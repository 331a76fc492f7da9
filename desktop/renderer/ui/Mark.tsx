import { type ReactNode, useId } from 'react';
import styles from './mark.module.css';

/** The sign of Parley: two voices that share one place. */
export function Mark({ size = 'medium' }: { size?: 'medium' | 'large' }): ReactNode {
  const gradient = useId();
  return (
    <svg className={styles[size]} viewBox="0 0 36 36" aria-hidden="true">
      <defs>
        <linearGradient id={gradient} x1="0" y1="0" x2="1" y2="1">
          <stop offset="0" className={styles.from} />
          <stop offset="1" className={styles.to} />
        </linearGradient>
      </defs>
      <rect width="36" height="36" rx="11" fill={`url(#${gradient})`} />
      <path className={styles.back} d="M20.5 8.5c4.4 0 7.5 2.7 7.5 6.3 0 2-.9 3.7-2.4 4.8l.5 3.1-3.2-1.7" />
      <path
        className={styles.front}
        d="M15.5 11.5c-4.7 0-8 2.9-8 6.8 0 2.2 1 4 2.6 5.2l-.5 3.5 3.5-1.9c.8.2 1.6.2 2.4.2 4.7 0 8-3.1 8-7s-3.3-6.8-8-6.8Z"
      />
    </svg>
  );
}
