import { type ReactNode, useState } from 'react';
import { useContextMenu } from 'react-aria/useContextMenu';
import { classNames } from './class-names.ts';
import styles from './context-menu.module.css';
import type { MenuMaker } from './menu-sections.ts';
import { OpenMenu } from './OpenMenu.tsx';

interface ContextMenuProps {
  /** What the menu belongs to, for screen readers. */
  label: string;
  /** What it offers; asked for when it opens. An empty answer leaves the browser's own menu closed and opens none. */
  menu: MenuMaker;
  children: ReactNode;
  className?: string;
}

/**
 * The menu of a thing, where the pointer is: by the second button, a long press, Shift+F10, the menu key, or Ctrl+Enter on a Mac.
 * Arrows and Escape work as in any menu, and the focus goes back to where it was. Offer the same by a `MenuButton` as well:
 * not everybody looks for it here.
 */
export function ContextMenu({ label, menu, children, className }: ContextMenuProps): ReactNode {
  const [place, setPlace] = useState<{ left: number; top: number }>();
  const { contextMenuProps } = useContextMenu({ onContextMenu: ({ x, y }) => setPlace({ left: x, top: y }) });
  const sections = place === undefined ? [] : menu();
  const isOpen = sections.length > 0;
  return (
    <div {...contextMenuProps} className={classNames(styles.target, className)} data-menu-open={isOpen || undefined}>
      {children}
      {isOpen && (
        <OpenMenu
          label={label}
          sections={sections}
          placement="bottom start"
          offset={2}
          {...(place && { place })}
          onClose={() => setPlace(undefined)}
        />
      )}
    </div>
  );
}
