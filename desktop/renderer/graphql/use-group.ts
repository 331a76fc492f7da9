import { useContext, useMemo } from 'react';
import { ClientContext } from './client-context.ts';
import type { GroupDeeds } from './group-deeds.ts';

/** Changes a group and the roles in it (CONV-2). How comes with the first change: the list of members is there with the page. */
export function useGroup(conversationId: string): GroupDeeds {
  const client = useContext(ClientContext);
  return useMemo(() => {
    const load = async () => (await import('./group-deeds.ts')).groupDeeds(client, conversationId);
    return {
      update: async (changes) => (await load()).update(changes),
      setRole: async (userId, role) => (await load()).setRole(userId, role),
      transfer: async (userId) => (await load()).transfer(userId),
    };
  }, [client, conversationId]);
}
