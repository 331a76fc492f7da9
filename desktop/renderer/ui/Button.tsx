import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import styles from './button.module.css';
import { classNames } from './class-names.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import { Spinner } from './Spinner.tsx';

interface ButtonProps {
  children: ReactNode;
  onPress?: () => void;
  tone?: 'primary' | 'quiet' | 'danger' | 'dangerQuiet';
  size?: 'small' | 'medium' | 'large';
  icon?: IconName;
  type?: 'button' | 'submit';
  /** Fills the width it is given. */
  isWide?: boolean;
  isDisabled?: boolean;
  /** Keeps its size and place, shows that it works and takes no further press. */
  isPending?: boolean;
  label?: string;
}

/** A press that does something, named by its words. */
export function Button(props: ButtonProps): ReactNode {
  const { tone = 'quiet', size = 'medium', isPending = false } = props;
  return (
    <AriaButton
      type={props.type ?? 'button'}
      onPress={() => !isPending && props.onPress?.()}
      isDisabled={props.isDisabled ?? false}
      aria-label={props.label}
      className={classNames(styles.button, styles[tone], styles[size], props.isWide && styles.wide)}
    >
      {isPending ? <Spinner /> : props.icon && <Icon name={props.icon} size="small" />}
      <span className={styles.words}>{props.children}</span>
    </AriaButton>
  );
}
