import type { FormEvent, ReactNode } from 'react';
import styles from './form-page.module.css';
import { Mark } from './Mark.tsx';

interface FormPageProps {
  title: string;
  subtitle: string;
  /** What is wrong with the form as a whole. */
  problem?: string | undefined;
  onSubmit?: () => void;
  /** Within the form; without any there is none. */
  children?: ReactNode;
  /** What sends it, below what is wrong with it. */
  submit?: ReactNode;
  /** Before and after the form. */
  before?: ReactNode;
  after?: ReactNode;
}

/** One form, or what is said in its place, in the middle of the window. */
export function FormPage(props: FormPageProps): ReactNode {
  function send(event: FormEvent) {
    event.preventDefault();
    props.onSubmit?.();
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
        {props.children !== undefined && (
          <form className={styles.form} onSubmit={send} noValidate>
            {props.children}
            {props.problem !== undefined && (
              <p className={styles.problem} role="alert">
                {props.problem}
              </p>
            )}
            {props.submit}
          </form>
        )}
        {props.after}
      </div>
    </main>
  );
}
