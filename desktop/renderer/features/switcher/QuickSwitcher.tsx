import { type ReactNode, useEffect, useState } from 'react';
import type { Person } from '../../../sync/records.ts';
import { useConversations } from '../../graphql/use-conversations.ts';
import { useStartDirect } from '../../graphql/use-start-direct.ts';
import { explainError } from '../../lib/explain-error.ts';
import { t } from '../../lib/translate.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { SearchList } from '../../ui/SearchList.tsx';
import type { Command } from './command.ts';
import type { PeopleFinder } from './PeopleFinder.tsx';
import styles from './quick-switcher.module.css';
import { peopleQuery, switcherSections, targetOf } from './switcher-sections.ts';

interface QuickSwitcherProps {
  onClose: () => void;
  onOpen: (conversationId: string) => void;
  commands: readonly Command[];
}

/** What asks the server for people comes when somebody is looked for; without a network nobody is found, and the rest works. */
function usePeopleFinder(isWanted: boolean): typeof PeopleFinder | undefined {
  const [finder, setFinder] = useState<typeof PeopleFinder>();
  useEffect(() => {
    if (!isWanted) return;
    import('./PeopleFinder.tsx').then(
      (module) => setFinder(() => module.PeopleFinder),
      () => {},
    );
  }, [isWanted]);
  return finder;
}

/** Goes to any conversation or person, and does whatever the page can do, by a few letters (WEB-3). */
export function QuickSwitcher({ onClose, onOpen, commands }: QuickSwitcherProps): ReactNode {
  const [query, setQuery] = useState('');
  const [problem, setProblem] = useState<string>();
  const { conversations } = useConversations();
  const [found, setFound] = useState<readonly Person[]>([]);
  const lookedFor = peopleQuery(query).trim();
  const people = lookedFor === '' ? [] : found;
  const Finder = usePeopleFinder(lookedFor !== '');
  const startDirect = useStartDirect();

  async function open(itemId: string) {
    const target = targetOf(itemId);
    if (target.kind === 'command') {
      onClose();
      commands.find(({ id }) => id === target.id)?.run();
      return;
    }
    try {
      onOpen(target.kind === 'conversation' ? target.id : await startDirect(target.id));
    } catch (error) {
      setProblem(explainError(error));
    }
  }

  const empty = query.trim() === '' ? null : <Notice icon="search" title={t('jump.nothing', { query: query.trim() })} role="status" />;
  return (
    <Dialog title={t('jump.title')} onClose={onClose} place="top" isTitleHidden>
      <SearchList
        label={t('jump.title')}
        placeholder={t('jump.placeholder')}
        query={query}
        onQueryChange={setQuery}
        sections={switcherSections({ query, conversations, people, commands })}
        onPick={(id) => void open(id)}
        empty={empty}
      />
      {Finder !== undefined && lookedFor !== '' && <Finder query={lookedFor} onFound={setFound} />}
      <p className={styles.hint} role={problem === undefined ? undefined : 'alert'}>
        {problem ?? t('jump.hint')}
      </p>
    </Dialog>
  );
}
