import type { ReactNode } from 'react';
import { t } from '../../lib/translate.ts';
import styles from './composer.module.css';

/** Stands where the composer would, for those who may read only. */
export function ReadOnlyNotice({ isBlocked = false }: { isBlocked?: boolean }): ReactNode {
  return <p className={styles.readOnly}>{t(isBlocked ? 'composer.blocked' : 'composer.readOnly')}</p>;
}
