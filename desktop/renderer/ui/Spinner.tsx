import type { ReactNode } from 'react';
import styles from './spinner.module.css';

/** Says that something is under way; the words belong to what it stands in. */
export function Spinner({ label }: { label?: string }): ReactNode {
  return (
    <span className={styles.spinner} role={label === undefined ? undefined : 'status'}>
      {label !== undefined && <span className="visually-hidden">{label}</span>}
    </span>
  );
}
