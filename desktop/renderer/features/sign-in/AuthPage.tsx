import { type FormEvent, type ReactNode, useState } from 'react';
import { Link, useLocation } from 'react-router';
import { Button } from '../../ui/Button.tsx';
import { Mark } from '../../ui/Mark.tsx';
import styles from './auth-page.module.css';

interface AuthPageProps {
  title: string;
  subtitle: string;
  submitLabel: string;
  /** Sends the form; resolves when it was taken or its problem is shown. */
  onSubmit: () => Promise<void>;
  /** What is wrong with the form as a whole. */
  problem: string | undefined;
  /** The way to the other form; undefined when it is closed. */
  other: { question: string; label: string; to: string } | undefined;
  children: ReactNode;
}

/** The page around the two forms of a person who is not signed in. */
export function AuthPage(props: AuthPageProps): ReactNode {
  const [isPending, setIsPending] = useState(false);
  const location = useLocation();

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isPending) return;
    setIsPending(true);
    await props.onSubmit();
    setIsPending(false);
  }

  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <header className={styles.header}>
          <Mark size="large" />
          <h1 className={styles.title}>{props.title}</h1>
          <p className={styles.subtitle}>{props.subtitle}</p>
        </header>
        <form className={styles.form} onSubmit={submit} noValidate>
          {props.children}
          {props.problem !== undefined && (
            <p className={styles.problem} role="alert">
              {props.problem}
            </p>
          )}
          <Button type="submit" tone="primary" size="large" isWide isPending={isPending}>
            {props.submitLabel}
          </Button>
        </form>
        {props.other !== undefined && (
          <p className={styles.other}>
            {props.other.question}{' '}
            <Link to={props.other.to} state={location.state}>
              {props.other.label}
            </Link>
          </p>
        )}
      </div>
    </main>
  );
}
