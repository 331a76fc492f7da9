import type { Person } from '../../sync/records.ts';

export interface PeopleSearchView {
  readonly status: 'idle' | 'loading' | 'ready' | 'error';
  readonly people: readonly Person[];
  readonly error?: Error;
}

/** People by name or username; waits for a pause in typing and drops answers that are no longer asked for. `idle` for an empty query. */
export declare function usePeopleSearch(query: string): PeopleSearchView;
