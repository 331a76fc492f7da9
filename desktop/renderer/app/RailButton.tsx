import type { ReactNode } from 'react';
import { classNames } from '../ui/class-names.ts';
import { Icon } from '../ui/Icon.tsx';
import type { IconName } from '../ui/icons.ts';
import styles from './rail.module.css';

interface RailButtonProps {
  icon: IconName;
  label: string;
  shortcut?: string;
  onPress: () => void;
}

/** Something the rail does wherever one is; where the window is narrow, the list offers it. */
export function RailButton({ icon, label, shortcut, onPress }: RailButtonProps): ReactNode {
  return (
    <button
      type="button"
      className={classNames(styles.item, styles.wideOnly)}
      title={shortcut ? `${label} (${shortcut})` : label}
      onClick={onPress}
    >
      <Icon name={icon} />
      <span className={styles.label}>{label}</span>
    </button>
  );
}
