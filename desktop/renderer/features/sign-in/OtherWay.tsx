import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import styles from './other-way.module.css';

export interface Way {
  readonly question: string;
  readonly label: string;
  readonly to: string;
}

/** The way to another form, for who came to the wrong one; where they were going is not forgotten. */
export function OtherWay({ question, label, to }: Way): ReactNode {
  const { state } = useLocation();
  return (
    <p className={styles.other}>
      {question}{' '}
      <Link to={to} state={state}>
        {label}
      </Link>
    </p>
  );
}
