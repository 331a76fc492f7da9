import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Icon } from './Icon.tsx';
import styles from './icon-button.module.css';
import type { IconName } from './icons.ts';
import { type Tip, tipProps } from './tips.ts';

interface IconButtonProps {
  icon: IconName;
  /** The name of the button, also shown while the pointer rests on it. */
  label: string;
  onPress: () => void;
  shortcut?: string;
  tone?: 'plain' | 'primary' | 'danger';
  size?: 'small' | 'medium';
  placement?: Tip['placement'];
  isDisabled?: boolean;
  /** For a button that switches something on and off. */
  isOn?: boolean;
}

/** A press named by a drawing, with its words in a tip. */
export function IconButton(props: IconButtonProps): ReactNode {
  const { icon, label, tone = 'plain', size = 'medium' } = props;
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={props.isOn}
      disabled={props.isDisabled}
      onClick={() => props.onPress()}
      className={classNames(styles.button, styles[tone], styles[size], props.isOn && styles.on)}
      {...tipProps(props)}
    >
      <Icon name={icon} size={size === 'small' ? 'small' : 'medium'} />
    </button>
  );
}
