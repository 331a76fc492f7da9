import type { GroupSettings } from '../../../sync/records.ts';

type Changes = Partial<Omit<GroupSettings, 'name' | 'topic'> & { name: string; topic: string }>;

/** What differs, as the server is told it; an empty topic takes it away. */
export function changesOf(before: GroupSettings, after: GroupSettings): Changes {
  const name = after.name?.trim() ?? '';
  const topic = after.topic?.trim() ?? '';
  const hasOtherPermissions = JSON.stringify(before.permissions) !== JSON.stringify(after.permissions);
  return {
    ...(name !== (before.name ?? '') && { name }),
    ...(topic !== (before.topic ?? '') && { topic }),
    ...(after.isPublic !== before.isPublic && { isPublic: after.isPublic }),
    ...(after.historyVisibility !== before.historyVisibility && { historyVisibility: after.historyVisibility }),
    ...(hasOtherPermissions && { permissions: after.permissions }),
  };
}
