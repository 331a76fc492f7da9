import type { ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components/Tabs';
import { classNames } from './class-names.ts';
import styles from './tabs.module.css';

export interface TabItem<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** A small number after the words, and what it says to those who do not see it. */
  readonly badge?: ReactNode;
}

interface TabsProps<Id extends string> {
  label: string;
  tabs: readonly TabItem<Id>[];
  chosen: Id;
  onChoose: (id: Id) => void;
  /** What the chosen tab shows. */
  children: ReactNode;
}

/** A few views of one place, one at a time: arrows go from one to the next. */
export function Tabs<Id extends string>({ label, tabs, chosen, onChoose, children }: TabsProps<Id>): ReactNode {
  function choose(key: unknown) {
    const tab = tabs.find(({ id }) => id === key);
    if (tab) onChoose(tab.id);
  }
  return (
    <AriaTabs selectedKey={chosen} onSelectionChange={choose} className={classNames(styles.tabs)}>
      <TabList aria-label={label} className={classNames(styles.list)}>
        {tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className={classNames(styles.tab)}>
            <bdi>{tab.label}</bdi>
            {tab.badge}
          </Tab>
        ))}
      </TabList>
      <TabPanel id={chosen} className={classNames(styles.panel)}>
        {children}
      </TabPanel>
    </AriaTabs>
  );
}
