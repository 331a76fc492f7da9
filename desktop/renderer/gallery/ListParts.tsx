import { type ReactNode, useState } from 'react';
import { SearchList } from '../ui/SearchList.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import styles from './gallery.module.css';
import { Part } from './Part.tsx';

const tabs = [
  { id: 'all', label: 'All' },
  { id: 'work', label: 'Work' },
  { id: 'home', label: 'Home' },
] as const;

const sections = [
  {
    id: 'people',
    title: 'People',
    items: [
      { id: 'ana', name: 'Ana', detail: '@ana' },
      { id: 'ben', name: 'Ben', detail: '@ben', isChosen: true },
      { id: 'cleo', name: 'Cleo', detail: 'already a member', isDisabled: true },
    ],
  },
];

/** What holds many things, and what stands there until they come. */
export function ListParts(): ReactNode {
  const [tab, setTab] = useState<'all' | 'work' | 'home'>('all');
  const [query, setQuery] = useState('');
  return (
    <>
      <Part name="Tabs">
        <Tabs label="Folders" tabs={tabs} chosen={tab} onChoose={setTab}>
          <p className={styles.target}>What is in {tab}</p>
        </Tabs>
      </Part>
      <Part name="SearchList">
        <div className={styles.inset}>
          <SearchList
            label="Find people"
            placeholder="Name or username"
            query={query}
            onQueryChange={setQuery}
            sections={sections}
            onPick={() => undefined}
            empty={null}
          />
        </div>
      </Part>
      <Part name="Skeleton and Spinner">
        <Skeleton shape="avatar" />
        <Skeleton shape="line" />
        <Skeleton shape="short" />
        <Skeleton shape="long" />
        <Spinner label="Loading" />
      </Part>
    </>
  );
}
