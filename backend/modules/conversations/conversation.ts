import type { MemberRole } from './conversations.policy.ts';
import { GROUP_COLUMNS, type GroupColumns, type GroupSettings, toGroupSettings, UNKNOWN_SETTINGS } from './group-settings.ts';
import { ALWAYS, MEMBER_COLUMNS, type MemberRow } from './member.ts';

/**
 * A conversation as one person sees it. It is only ever made from a row of that person's membership, so holding one proves the access.
 * A former member's is frozen at the number that ended the membership.
 */
export interface ConversationView extends GroupSettings {
  readonly id: string;
  readonly kind: 'DIRECT' | 'GROUP';
  readonly lastSeq: number;
  readonly createdAt: string;
  readonly lastActivityAt: string;
  /** At `lastSeq`, which is read with it. 0 for a former member. */
  readonly memberCount: number;
  readonly viewer: ViewerMembership;
}

export interface ViewerMembership {
  readonly userId: string;
  readonly role: MemberRole;
  readonly leftSeq: number | null;
  readonly deliveredSeq: number;
  readonly readSeq: number;
  /** Only messages that were stored later are the viewer's to see (CONV-5): a time, or '-infinity' for all of them. */
  readonly visibleAfter: string;
  readonly row: MemberRow;
}

export interface ConversationRow extends MemberRow, GroupColumns {
  id: string;
  conversation_kind: 'DIRECT' | 'GROUP';
  last_seq: number;
  created_at: string;
  last_activity_at: string;
  member_count: number;
  delivered_seq: number;
  read_seq: number;
}

/** A person's conversations: select these from `members b JOIN conversations c` with the person's id as `b.user_id`. */
export const CONVERSATION_COLUMNS = `c.id, c.kind AS conversation_kind, c.last_seq, c.created_at, c.last_activity_at, ${GROUP_COLUMNS},
  CASE WHEN b.left_seq IS NULL
       THEN (SELECT count(*) FROM members o WHERE o.conversation_id = c.id AND o.left_seq IS NULL) ELSE 0 END AS member_count,
  b.delivered_seq, b.read_seq, ${MEMBER_COLUMNS}`;

export function toConversationView(row: ConversationRow): ConversationView {
  return {
    id: row.id,
    kind: row.conversation_kind,
    ...(row.left_seq === null ? toGroupSettings(row) : UNKNOWN_SETTINGS),
    lastSeq: row.left_seq ?? row.last_seq,
    createdAt: row.created_at,
    lastActivityAt: row.left_at ?? row.last_activity_at,
    memberCount: row.member_count,
    viewer: {
      userId: row.user_id,
      role: row.role,
      leftSeq: row.left_seq,
      deliveredSeq: row.delivered_seq,
      readSeq: row.read_seq,
      visibleAfter: row.visible_after ?? ALWAYS,
      row,
    },
  };
}
