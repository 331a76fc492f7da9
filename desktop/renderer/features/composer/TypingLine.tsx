import type { ReactNode } from 'react';
import type { Person } from '../../../sync/records.ts';
import styles from './typing-line.module.css';
import { typingText } from './typing-text.ts';

/** Who is writing just now; the line keeps its height, so that nothing moves. */
export function TypingLine({ people }: { people: readonly Person[] }): ReactNode {
  return (
    <div className={styles.line} aria-live="polite">
      {people.length > 0 && (
        <>
          <span className={styles.dots} aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span className={styles.words} dir="auto">
            {typingText(people.map((person) => person.displayName))}
          </span>
        </>
      )}
    </div>
  );
}
