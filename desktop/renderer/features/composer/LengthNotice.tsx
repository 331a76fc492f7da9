import type { ReactNode } from 'react';
import { t } from '../../lib/translate.ts';
import { classNames } from '../../ui/class-names.ts';
import styles from './composer.module.css';
import { lengthNotice } from './message-length.ts';

/** How much may still be written; quiet until the limit is near. */
export function LengthNotice({ id, text }: { id: string; text: string }): ReactNode {
  const { left, isNear, isOver } = lengthNotice(text);
  return (
    <span id={id} className={classNames(styles.length, isOver && styles.tooLong)} role="status">
      {isNear && !isOver && t('composer.left', { count: left })}
      {isOver && t('composer.over', { count: -left })}
    </span>
  );
}
