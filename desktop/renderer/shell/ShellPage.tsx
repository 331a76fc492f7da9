import type { FormEvent, ReactNode } from 'react';
import { Mark } from '../ui/Mark.tsx';
import styles from './shell-page.module.css';

interface ShellPageProps {
  title: string;
  subtitle: string;
  /** What is wrong with the form as a whole. */
  problem: string | undefined;
  onSubmit: () => void;
  /** Within the form. */
  children: ReactNode;
  /** Before and after the form. */
  before?: ReactNode;
  after?: ReactNode;
}

/** One form in the middle of the window. */
export function ShellPage(props: ShellPageProps): ReactNode {
  function submit(event: FormEvent) {
    event.preventDefault();
    props.onSubmit();
  }

  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <header className={styles.header}>
          <Mark size="large" />
          <h1 className={styles.title}>{props.title}</h1>
          <p className={styles.subtitle}>{props.subtitle}</p>
        </header>
        {props.before}
        <form className={styles.form} onSubmit={submit} noValidate>
          {props.children}
          {props.problem !== undefined && (
            <p className={styles.problem} role="alert">
              {props.problem}
            </p>
          )}
        </form>
        {props.after}
      </div>
    </main>
  );
}
