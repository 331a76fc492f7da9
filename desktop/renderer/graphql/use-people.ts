import { useMemo } from 'react';
import type { PeopleAct } from '../../sync/operation.ts';
import type { ReportInput } from '../../sync/people.ts';
import type { Person } from '../../sync/records.ts';
import type { Contact } from '../../sync/viewer-item.ts';
import { useSync } from './client-context.ts';
import { useKnownNames } from './use-known-names.ts';
import { useSelected } from './use-selected.ts';

export interface PeopleView {
  /** By name: contacts, those who ask, those who were asked, those who are blocked. */
  readonly contacts: readonly Person[];
  readonly requests: readonly Person[];
  readonly asked: readonly Person[];
  readonly blocked: readonly Person[];
  readonly stateOf: (userId: string) => Contact['state'] | undefined;
  /** Does something about another person; rejects with an `ApiError` (PEOPLE-2, PEOPLE-3). */
  act(act: PeopleAct, userId: string): Promise<void>;
  report(input: ReportInput): Promise<void>;
}

const byName = (a: Person, b: Person) => a.displayName.localeCompare(b.displayName);

/** The viewer's contacts and blocks, on all of their devices, without a network too. */
export function usePeople(): PeopleView {
  const { people, replica, viewerItems } = useSync();
  const names = useKnownNames();
  const contacts = useSelected(viewerItems.state, ({ CONTACT }) => CONTACT);
  const blocks = useSelected(viewerItems.state, ({ BLOCK }) => BLOCK);
  // biome-ignore lint/correctness/useExhaustiveDependencies: people are listed by their names.
  return useMemo(() => {
    // Whom this client has met it knows better than what was told when they became contacts.
    const named = (id: string, told: Omit<Person, 'id'>): Person => replica.person(id) ?? { id, ...told };
    const inState = (state: Contact['state']) =>
      [...contacts].flatMap(([id, contact]) => (contact.state === state ? [named(id, contact)] : [])).sort(byName);
    return {
      contacts: inState('ACCEPTED'),
      requests: inState('RECEIVED'),
      asked: inState('REQUESTED'),
      blocked: [...blocks].map(([id, block]) => named(id, block)).sort(byName),
      stateOf: (userId) => contacts.get(userId)?.state,
      act: (act, userId) => people.act(act, userId),
      report: (input) => people.report(input),
    };
  }, [contacts, blocks, people, replica, names]);
}

/** Whether the viewer has blocked the person. */
export function useIsBlocked(userId: string | undefined): boolean {
  const { viewerItems } = useSync();
  return useSelected(viewerItems.state, ({ BLOCK }) => userId !== undefined && BLOCK.has(userId));
}
