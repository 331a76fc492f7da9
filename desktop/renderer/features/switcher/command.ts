import type { IconName } from '../../ui/icons.ts';

/** Something the page can do, found by its words (WEB-3). */
export interface Command {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  /** The keys that do the same, as they are written on the keyboard. */
  readonly shortcut?: string;
  readonly run: () => void;
}
