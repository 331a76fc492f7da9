import type { ReactNode } from 'react';
import styles from './badge.module.css';
import { classNames } from './class-names.ts';

interface BadgeProps {
  count: number;
  /** What the number counts, for those who do not see it. */
  label: string;
  /** 'quiet' counts without asking. */
  tone?: 'accent' | 'alert' | 'quiet';
}

/** A small number that asks for attention; above 99 it says so and no more. */
export function Badge({ count, label, tone = 'accent' }: BadgeProps): ReactNode {
  return (
    <span className={classNames(styles.badge, styles[tone])}>
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="visually-hidden">{label}</span>
    </span>
  );
}
