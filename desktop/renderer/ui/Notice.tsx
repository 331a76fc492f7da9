import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import styles from './notice.module.css';

interface NoticeProps {
  icon: IconName;
  title: string;
  hint?: string;
  /** The way on: a button or a link. */
  children?: ReactNode;
  /** 'alert' is read out at once: something failed. */
  role?: 'alert' | 'status';
}

/** What stands where content would: nothing here yet, or it did not load, and what to do. */
export function Notice({ icon, title, hint, children, role }: NoticeProps): ReactNode {
  return (
    <div className={styles.notice} role={role}>
      <span className={styles.sign}>
        <Icon name={icon} size="large" />
      </span>
      <p className={styles.title}>{title}</p>
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      {children !== undefined && <div className={styles.actions}>{children}</div>}
    </div>
  );
}
