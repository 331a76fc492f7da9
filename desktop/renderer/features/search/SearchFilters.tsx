import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { t } from '../../lib/translate.ts';
import { classNames } from '../../ui/class-names.ts';
import { beginFilter, hasFilter, toggleFilter } from './query-text.ts';
import styles from './search.module.css';

interface SearchFiltersProps {
  query: string;
  onQueryChange: (query: string) => void;
}

const filters = [
  { filter: 'from:me', label: t('search.filter.mine') },
  { filter: 'mentions:me', label: t('search.filter.mentions') },
  { filter: 'has:link', label: t('search.filter.link') },
  { filter: 'has:code', label: t('search.filter.code') },
  { filter: 'has:poll', label: t('search.filter.poll') },
  { filter: 'is:pinned', label: t('search.filter.pinned') },
  { filter: 'is:thread', label: t('search.filter.thread') },
];

/** Filters that are one press away; they stand in the query as words. */
export function SearchFilters({ query, onQueryChange }: SearchFiltersProps): ReactNode {
  return (
    <fieldset className={styles.filters} aria-label={t('search.filters')}>
      {(['from', 'in'] as const).map((name) => (
        <AriaButton key={name} className={classNames(styles.chip)} onPress={() => onQueryChange(beginFilter(query, name))}>
          {t(`search.filter.${name}`)}
        </AriaButton>
      ))}
      {filters.map(({ filter, label }) => (
        <ToggleButton
          key={filter}
          className={classNames(styles.chip)}
          isSelected={hasFilter(query, filter)}
          onChange={() => onQueryChange(toggleFilter(query, filter))}
        >
          {label}
        </ToggleButton>
      ))}
    </fieldset>
  );
}
