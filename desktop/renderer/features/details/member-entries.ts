import type { Abilities, MemberRole } from '../../../sync/records.ts';
import type { MemberItem } from '../../graphql/member-item.ts';
import { t } from '../../lib/translate.ts';
import type { MenuEntry } from '../../ui/menu-sections.ts';

/** What is done with a member when it is chosen. */
export interface MemberDeeds {
  setRole(member: MemberItem, role: 'ADMIN' | 'MEMBER'): void;
  transfer(member: MemberItem): void;
  remove(member: MemberItem): void;
}

interface Standing {
  readonly can: Abilities;
  readonly viewerRole: MemberRole;
}

/** What the viewer may do with a member of a group; the server has the last word (CONV-2). */
export function memberEntries(member: MemberItem, { can, viewerRole }: Standing, deeds: MemberDeeds): MenuEntry[] {
  if (member.isViewer || member.role === 'OWNER') return [];
  const isAdmin = member.role === 'ADMIN';
  const entries: MenuEntry[] = [];
  if (can.promote && !isAdmin) {
    entries.push({ id: 'promote', icon: 'arrowUp', label: t('group.promote'), onAction: () => deeds.setRole(member, 'ADMIN') });
  }
  if (can.promote && isAdmin) {
    entries.push({ id: 'demote', icon: 'arrowDown', label: t('group.demote'), onAction: () => deeds.setRole(member, 'MEMBER') });
  }
  if (can.transfer) {
    entries.push({ id: 'transfer', icon: 'passOn', label: t('group.transfer'), onAction: () => deeds.transfer(member) });
  }
  if (can.removeMembers && (viewerRole === 'OWNER' || !isAdmin)) {
    entries.push({ id: 'remove', icon: 'personRemove', label: t('group.remove'), tone: 'danger', onAction: () => deeds.remove(member) });
  }
  return entries;
}
