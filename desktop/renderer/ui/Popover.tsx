import type { ReactNode, RefObject } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Popover as AriaPopover, type Placement } from 'react-aria-components/Popover';
import { classNames } from './class-names.ts';
import styles from './popover.module.css';

interface PopoverProps {
  /** What it is, for screen readers. */
  label: string;
  isOpen: boolean;
  onClose: () => void;
  /** What it stands beside. */
  anchor: RefObject<Element | null>;
  placement?: Placement;
  children: ReactNode;
}

/** Something small beside what it belongs to: it takes the focus, and gives it back when Escape or a press outside closes it. */
export function Popover({ label, isOpen, onClose, anchor, placement = 'bottom start', children }: PopoverProps): ReactNode {
  return (
    <AriaPopover
      triggerRef={anchor}
      isOpen={isOpen}
      onOpenChange={(next) => !next && onClose()}
      placement={placement}
      offset={6}
      className={classNames(styles.popover)}
    >
      <Dialog aria-label={label} className={classNames(styles.dialog)}>
        {children}
      </Dialog>
    </AriaPopover>
  );
}
