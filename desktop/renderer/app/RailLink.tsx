import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Icon } from '../ui/Icon.tsx';
import type { IconName } from '../ui/icons.ts';
import styles from './rail.module.css';

interface RailLinkProps {
  to: string;
  icon: IconName;
  label: string;
  /** Whether it stands for the place one is in, when the address alone does not tell. */
  isCurrent: boolean;
  children?: ReactNode;
}

/** A place in the rail. */
export function RailLink({ to, icon, label, isCurrent, children }: RailLinkProps): ReactNode {
  return (
    <Link to={to} className={styles.item} title={label} aria-current={isCurrent ? 'page' : undefined}>
      <Icon name={icon} />
      <span className={styles.label}>{label}</span>
      {children}
    </Link>
  );
}
