import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './icon.module.css';
import { type IconName, icons } from './icons.ts';

interface IconProps {
  name: IconName;
  size?: 'small' | 'medium' | 'large';
}

/** A drawing beside words or inside a named control; screen readers skip it. */
export function Icon({ name, size = 'medium' }: IconProps): ReactNode {
  return (
    <svg className={classNames(styles.icon, styles[size])} viewBox="0 0 24 24" aria-hidden="true">
      <path d={icons[name]} />
    </svg>
  );
}
