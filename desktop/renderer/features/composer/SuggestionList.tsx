import { type ReactNode, useEffect, useRef } from 'react';
import { t } from '../../lib/translate.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import type { Suggestion } from './suggestion.ts';
import styles from './suggestion-list.module.css';
import type { Suggestions } from './use-suggestions.ts';

interface SuggestionListProps {
  id: string;
  suggestions: Suggestions;
}

/** The id of a suggestion's element, for the field that names the chosen one. */
export function suggestionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

function Sign({ suggestion: { emoji, person, label } }: { suggestion: Suggestion }): ReactNode {
  if (person !== undefined) return <Avatar id={person.id} name={person.displayName} size="tiny" />;
  return (
    <span className={styles.sign} aria-hidden="true">
      {emoji ?? label.charAt(0)}
    </span>
  );
}

/** What fits, above the field: the field keeps the focus and hands the keys on. */
export function SuggestionList({ id, suggestions: { items, chosen, pick } }: SuggestionListProps): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <>
      <span className="visually-hidden" role="status">
        {items.length > 0 && t('composer.hintCount', { count: items.length })}
      </span>
      {items.length > 0 && (
        <div ref={list} id={id} role="listbox" aria-label={t('composer.hints')} className={styles.list}>
          {items.map((suggestion, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and takes the keys.
            <div
              key={suggestion.id}
              id={suggestionId(id, index)}
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              className={styles.item}
              // The field keeps the focus.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(suggestion)}
            >
              <Sign suggestion={suggestion} />
              <bdi className={styles.label}>{suggestion.label}</bdi>
              {suggestion.detail !== undefined && <span className={styles.detail}>{suggestion.detail}</span>}
            </div>
          ))}
        </div>
      )}
    </>
  );
}
