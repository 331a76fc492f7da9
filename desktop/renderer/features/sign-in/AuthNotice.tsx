import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Mark } from '../../ui/Mark.tsx';
import styles from './auth-page.module.css';

interface AuthNoticeProps {
  title: string;
  hint: string;
  other: { question: string; label: string; to: string };
}

/** What somebody who is not signed in is told in place of a form. */
export function AuthNotice({ title, hint, other }: AuthNoticeProps): ReactNode {
  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <header className={styles.header}>
          <Mark size="large" />
          <h1 className={styles.title}>{title}</h1>
          <p className={styles.subtitle}>{hint}</p>
        </header>
        <p className={styles.other}>
          {other.question} <Link to={other.to}>{other.label}</Link>
        </p>
      </div>
    </main>
  );
}
