import type { IconName } from './icons.ts';

/** One thing a menu offers. */
export interface MenuEntry {
  /** Unique within the menu. */
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
  /** The key that does the same from elsewhere, as it is written on the keyboard. */
  readonly shortcut?: string;
  /** Red, for what takes something away. */
  readonly tone?: 'plain' | 'danger';
  readonly isDisabled?: boolean;
  /** A tick before the words: this is how it is now. */
  readonly isChosen?: boolean;
  readonly onAction?: () => void;
  /** Opens these beside it in place of doing something. */
  readonly entries?: readonly MenuEntry[];
}

/** Entries that belong together; a line divides them from the next ones. */
export interface MenuSection {
  readonly id: string;
  readonly title?: string;
  readonly entries: readonly MenuEntry[];
}

/** Made when the menu opens, so that a long list of rows makes no menus. */
export type MenuMaker = () => readonly MenuSection[];
