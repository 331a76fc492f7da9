import type { ComponentProps, ReactNode } from 'react';
import { Tooltip as AriaTooltip, Focusable, TooltipTrigger } from 'react-aria-components/Tooltip';
import { classNames } from './class-names.ts';
import { Kbd } from './Kbd.tsx';
import styles from './tooltip.module.css';

interface TooltipProps {
  label: string;
  shortcut?: string;
  placement?: 'top' | 'bottom' | 'right' | 'left';
  /** One element that takes the focus and has a role, a link for example. An `IconButton` has a tooltip of its own. */
  children: ComponentProps<typeof Focusable>['children'];
}

/** Words for what the pointer rests on or the keyboard has reached. Nothing may be said only here. */
export function Tooltip({ label, shortcut, placement = 'bottom', children }: TooltipProps): ReactNode {
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      <Focusable>{children}</Focusable>
      <AriaTooltip placement={placement} offset={6} className={classNames(styles.tooltip)}>
        {label}
        {shortcut !== undefined && <Kbd>{shortcut}</Kbd>}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
