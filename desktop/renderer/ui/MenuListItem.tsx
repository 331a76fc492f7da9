import type { ReactNode } from 'react';
import { Menu, MenuItem, SubmenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { t } from '../lib/translate.ts';
import { classNames } from './class-names.ts';
import { Icon } from './Icon.tsx';
import { Kbd } from './Kbd.tsx';
import styles from './menu.module.css';
import type { MenuEntry } from './menu-sections.ts';
import popover from './popover.module.css';

function Words({ entry }: { entry: MenuEntry }): ReactNode {
  return (
    <>
      {entry.icon !== undefined && <Icon name={entry.icon} size="small" />}
      <span className={styles.label}>{entry.label}</span>
      {entry.isChosen && (
        <>
          <Icon name="check" size="small" />
          <span className="visually-hidden">{t('ui.chosen')}</span>
        </>
      )}
      {entry.shortcut !== undefined && <Kbd>{entry.shortcut}</Kbd>}
      {entry.entries !== undefined && <Icon name="forward" size="small" />}
    </>
  );
}

/** One entry of a menu, with the menu beside it when it has one. */
export function MenuListItem({ entry }: { entry: MenuEntry }): ReactNode {
  const item = (
    <MenuItem
      id={entry.id}
      textValue={entry.label}
      isDisabled={entry.isDisabled ?? false}
      onAction={() => entry.onAction?.()}
      className={classNames(styles.item, entry.tone === 'danger' && styles.danger)}
    >
      <Words entry={entry} />
    </MenuItem>
  );
  if (entry.entries === undefined) return item;
  return (
    <SubmenuTrigger>
      {item}
      <Popover className={classNames(popover.popover)} offset={-4}>
        <Menu aria-label={entry.label} className={classNames(styles.menu)}>
          {entry.entries.map((inner) => (
            <MenuListItem key={inner.id} entry={inner} />
          ))}
        </Menu>
      </Popover>
    </SubmenuTrigger>
  );
}
