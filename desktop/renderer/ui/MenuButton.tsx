import { type KeyboardEvent, type MouseEvent, type ReactNode, useRef, useState } from 'react';
import type { Placement } from 'react-aria-components/Popover';
import button from './button.module.css';
import { classNames } from './class-names.ts';
import { Icon } from './Icon.tsx';
import iconButton from './icon-button.module.css';
import type { IconName } from './icons.ts';
import type { MenuMaker } from './menu-sections.ts';
import { OpenMenu } from './OpenMenu.tsx';
import { tipProps } from './tips.ts';

interface MenuButtonProps {
  icon: IconName;
  /** The name of the button and of its menu. */
  label: string;
  /** What the menu offers; asked for when it opens. */
  menu: MenuMaker;
  /** Words beside the drawing; the button shows them in place of a tip. */
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
  const trigger = useRef<HTMLButtonElement>(null);
  const look = words === undefined ? [iconButton.button, iconButton.plain, iconButton[size]] : [button.button, button.quiet, button[size]];
  function change(next: boolean) {
    setIsOpen(next);
    props.onOpenChange?.(next);
  }
  function open(event: MouseEvent<HTMLButtonElement> | KeyboardEvent<HTMLButtonElement>) {
    // Not every browser focuses what is pressed, and the focus is to come back here.
    event.currentTarget.focus();
    change(true);
  }
  function openByArrow(event: KeyboardEvent<HTMLButtonElement>) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    open(event);
  }
  return (
    <>
      <button
        ref={trigger}
        type="button"
        aria-label={words === undefined ? label : undefined}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        disabled={props.isDisabled}
        onClick={open}
        onKeyDown={openByArrow}
        className={classNames(...look, isOpen && iconButton.on)}
        {...(words === undefined && tipProps({ label }))}
      >
        <Icon name={icon} size={size === 'small' || words !== undefined ? 'small' : 'medium'} />
        {words}
      </button>
      {isOpen && (
        <OpenMenu
          label={label}
          sections={props.menu()}
          trigger={trigger}
          placement={props.placement ?? 'bottom end'}
          offset={4}
          onClose={() => change(false)}
        />
      )}
    </>
  );
}
