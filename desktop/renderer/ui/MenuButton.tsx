import { type ReactNode, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { MenuTrigger } from 'react-aria-components/Menu';
import { type Placement, Popover } from 'react-aria-components/Popover';
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import button from './button.module.css';
import { classNames } from './class-names.ts';
import { Icon } from './Icon.tsx';
import iconButton from './icon-button.module.css';
import type { IconName } from './icons.ts';
import { MenuList } from './MenuList.tsx';
import type { MenuMaker } from './menu-sections.ts';
import popover from './popover.module.css';
import tooltip from './tooltip.module.css';

interface MenuButtonProps {
  icon: IconName;
  /** The name of the button and of its menu. */
  label: string;
  /** What the menu offers; asked for when it opens. */
  menu: MenuMaker;
  /** Words beside the drawing; the button shows them in place of a tooltip. */
  words?: string;
  size?: 'small' | 'medium';
  placement?: Placement;
  isDisabled?: boolean;
  /** Learns when the menu opens and closes, for what stays visible meanwhile. */
  onOpenChange?: (isOpen: boolean) => void;
}

/** A button that opens a menu: Enter, Space and the arrows open it, Escape closes it and the focus is back on the button. */
export function MenuButton(props: MenuButtonProps): ReactNode {
  const { icon, label, words, size = 'medium' } = props;
  const [isOpen, setIsOpen] = useState(false);
  const look = words === undefined ? [iconButton.button, iconButton.plain, iconButton[size]] : [button.button, button.quiet, button[size]];
  function change(next: boolean) {
    setIsOpen(next);
    props.onOpenChange?.(next);
  }
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={change}>
      <TooltipTrigger delay={500} closeDelay={80} isDisabled={words !== undefined || isOpen}>
        <AriaButton
          aria-label={words === undefined ? label : undefined}
          isDisabled={props.isDisabled ?? false}
          className={classNames(...look, isOpen && iconButton.on)}
        >
          <Icon name={icon} size={size === 'small' || words !== undefined ? 'small' : 'medium'} />
          {words}
        </AriaButton>
        <Tooltip placement="bottom" offset={6} className={classNames(tooltip.tooltip)}>
          {label}
        </Tooltip>
      </TooltipTrigger>
      <Popover placement={props.placement ?? 'bottom end'} offset={4} className={classNames(popover.popover)}>
        {isOpen && <MenuList label={label} sections={props.menu()} />}
      </Popover>
    </MenuTrigger>
  );
}
