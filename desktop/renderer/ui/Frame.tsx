import type { ReactNode } from 'react';
import styles from './frame.module.css';

interface FrameProps {
  rail: ReactNode;
  list: ReactNode;
  main: ReactNode;
  /** Which of the two shows where there is room for one. */
  pane: 'list' | 'main';
}

/** Rail, list and main side by side; one pane at a time below 720 px, the rail below the list. */
export function Frame({ rail, list, main, pane }: FrameProps): ReactNode {
  return (
    <div className={styles.frame} data-pane={pane}>
      <div className={styles.rail}>{rail}</div>
      <div className={styles.list}>{list}</div>
      <div className={styles.main}>{main}</div>
    </div>
  );
}
