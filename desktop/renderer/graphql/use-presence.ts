import { useEffect } from 'react';
import type { Presence } from '../../sync/records.ts';
import { useSync } from './client-context.ts';
import { useSelected } from './use-selected.ts';

/**
 * Whether a person is here, kept current while the component is shown (PRESENCE-4). Undefined until it is known, without a connection, and for
 * nobody.
 */
export function usePresence(userId: string | undefined): Presence | undefined {
  const { presence } = useSync();
  useEffect(() => (userId === undefined ? undefined : presence.watch(userId)), [presence, userId]);
  return useSelected(presence.people, (people) => (userId === undefined ? undefined : people.get(userId)));
}
