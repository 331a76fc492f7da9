import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import { classNames } from './class-names.ts';
import { Icon } from './Icon.tsx';
import styles from './icon-button.module.css';
import type { IconName } from './icons.ts';
import { Kbd } from './Kbd.tsx';
import tooltip from './tooltip.module.css';

interface IconButtonProps {
  icon: IconName;
  /** The name of the button, also shown while the pointer rests on it. */
  label: string;
  onPress: () => void;
  shortcut?: string;
  tone?: 'plain' | 'primary' | 'danger';
  size?: 'small' | 'medium';
  placement?: 'top' | 'bottom' | 'right' | 'left';
  isDisabled?: boolean;
  /** For a button that switches something on and off. */
  isOn?: boolean;
}

/** A press named by a drawing, with its words in a tooltip. */
export function IconButton(props: IconButtonProps): ReactNode {
  const { tone = 'plain', size = 'medium' } = props;
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      <AriaButton
        aria-label={props.label}
        aria-pressed={props.isOn}
        isDisabled={props.isDisabled ?? false}
        onPress={() => props.onPress()}
        className={classNames(styles.button, styles[tone], styles[size], props.isOn && styles.on)}
      >
        <Icon name={props.icon} size={size === 'small' ? 'small' : 'medium'} />
      </AriaButton>
      <Tooltip placement={props.placement ?? 'bottom'} offset={6} className={classNames(tooltip.tooltip)}>
        {props.label}
        {props.shortcut !== undefined && <Kbd>{props.shortcut}</Kbd>}
      </Tooltip>
    </TooltipTrigger>
  );
}
