import type { ReactNode } from 'react';
import styles from './presence-dot.module.css';

export type ShownStatus = 'ONLINE' | 'AWAY' | 'BUSY';

/** A shape each, so that colour is never the only sign: a disc, a moon, a barred disc; on a 12 × 12 grid. */
const SHAPES = {
  ONLINE: 'M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1Z',
  AWAY: 'M4.9 1.1A5 5 0 1 0 10.9 7.1 4.6 4.6 0 0 1 4.9 1.1Z',
  BUSY: 'M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1ZM3.5 5.1h5v1.8h-5Z',
} as const satisfies Record<ShownStatus, string>;

/** Whether a person is here, as a small sign (PRESENCE-1). Decoration: words stand beside it or in `title`. */
export function PresenceDot({ status }: { status: ShownStatus }): ReactNode {
  return (
    <svg className={styles.dot} data-status={status} viewBox="0 0 12 12" aria-hidden="true">
      <path d={SHAPES[status]} fillRule="evenodd" />
    </svg>
  );
}
