import { type ReactNode, useId } from 'react';
import styles from './gallery.module.css';

interface PartProps {
  name: string;
  children: ReactNode;
}

/** One part of the page in all its states, side by side. */
export function Part({ name, children }: PartProps): ReactNode {
  const id = useId();
  return (
    <section className={styles.part} aria-labelledby={id}>
      <h2 id={id} className={styles.name}>
        {name}
      </h2>
      <div className={styles.states}>{children}</div>
    </section>
  );
}
