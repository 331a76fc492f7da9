import type { ReactNode } from 'react';
import { Header } from 'react-aria-components/Header';
import { Menu, MenuSection as Section } from 'react-aria-components/Menu';
import { classNames } from './class-names.ts';
import { MenuListItem } from './MenuListItem.tsx';
import styles from './menu.module.css';
import type { MenuSection } from './menu-sections.ts';

interface MenuListProps {
  /** What the menu belongs to, for screen readers. */
  label: string;
  sections: readonly MenuSection[];
}

/** The entries of a menu: arrows and first letters choose, Enter does, Escape closes. Inside `MenuButton` and `ContextMenu`. */
export function MenuList({ label, sections }: MenuListProps): ReactNode {
  const filled = sections.filter(({ entries }) => entries.length > 0);
  return (
    <Menu aria-label={label} className={classNames(styles.menu)} autoFocus="first">
      {filled.map((section) => (
        <Section key={section.id} id={section.id} aria-label={section.title ?? label} className={styles.section}>
          {section.title !== undefined && <Header className={classNames(styles.title)}>{section.title}</Header>}
          {section.entries.map((entry) => (
            <MenuListItem key={entry.id} entry={entry} />
          ))}
        </Section>
      ))}
    </Menu>
  );
}
