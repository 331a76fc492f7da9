import type { CSSProperties, ReactNode, RefObject } from 'react';
import { Button } from 'react-aria-components/Button';
import { MenuTrigger } from 'react-aria-components/Menu';
import { type Placement, Popover } from 'react-aria-components/Popover';
import { classNames } from './class-names.ts';
import { MenuList } from './MenuList.tsx';
import type { MenuSection } from './menu-sections.ts';
import styles from './open-menu.module.css';
import popover from './popover.module.css';

interface OpenMenuProps {
  /** What the menu belongs to, for screen readers. */
  label: string;
  sections: readonly MenuSection[];
  placement: Placement;
  /** From what it hangs, in pixels. */
  offset: number;
  /** What it hangs from; a place within the parent otherwise. */
  trigger?: RefObject<Element | null>;
  place?: CSSProperties;
  onClose: () => void;
}

/** A menu for as long as it is open, so that what has one costs nothing before. The focus goes back to where it was. */
export function OpenMenu({ label, sections, placement, offset, trigger, place, onClose }: OpenMenuProps): ReactNode {
  return (
    <MenuTrigger isOpen onOpenChange={(next) => !next && onClose()}>
      <Button aria-label={label} className={classNames(styles.anchor)} style={place ?? {}} excludeFromTabOrder />
      <Popover {...(trigger && { triggerRef: trigger })} placement={placement} offset={offset} className={classNames(popover.popover)}>
        <MenuList label={label} sections={sections} />
      </Popover>
    </MenuTrigger>
  );
}
