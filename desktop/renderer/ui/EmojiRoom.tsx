import type { ReactNode } from 'react';
import styles from './emoji-room.module.css';

/** As large as the emoji that are being loaded, so that nothing beside them moves when they come: a press that is under way would miss. */
export function EmojiRoom(): ReactNode {
  return <div className={styles.room} />;
}
