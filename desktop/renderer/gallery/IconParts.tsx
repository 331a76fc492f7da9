import type { ReactNode } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { type IconName, icons } from '../ui/icons.ts';
import styles from './gallery.module.css';
import { Part } from './Part.tsx';

const names = Object.keys(icons) as IconName[];

/** Every drawing with its name. */
export function IconParts(): ReactNode {
  return (
    <Part name="Icon">
      {names.map((name) => (
        <span key={name} className={styles.drawing}>
          <Icon name={name} />
          {name}
        </span>
      ))}
    </Part>
  );
}
