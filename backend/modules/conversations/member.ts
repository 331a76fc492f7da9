import type { PublicPerson } from '../people/people-cache.ts';
import type { MemberRole } from './conversations.policy.ts';

/** One person's membership as every member may see it. */
export interface MemberView {
  readonly conversationId: string;
  readonly userId: string;
  readonly user: PublicPerson;
  readonly role: MemberRole;
  readonly joinedSeq: number;
  /** Number of the change that ended the membership; null while it lasts. */
  readonly leftSeq: number | null;
  readonly joinedAt: string;
  readonly leftAt: string | null;
  readonly changeSeq: number;
  /** Nothing of what was said before they joined is theirs to see (CONV-5). */
  readonly isNewcomer: boolean;
}

export interface MemberRow {
  conversation_id: string;
  user_id: string;
  role: MemberRole;
  joined_seq: number;
  left_seq: number | null;
  joined_at: string;
  left_at: string | null;
  change_seq: number;
  visible_after: string | null;
}

/** Before every message; PostgreSQL reads it as a time, and as text it comes before every other. */
export const ALWAYS = '-infinity';

/** The columns of a `MemberRow`, of the table or alias `b`. */
export const MEMBER_COLUMNS =
  'b.conversation_id, b.user_id, b.role, b.joined_seq, b.left_seq, b.joined_at, b.left_at, b.change_seq, b.visible_after';

export function toMemberView(row: MemberRow, personOf: (id: string) => PublicPerson): MemberView {
  return {
    conversationId: row.conversation_id,
    userId: row.user_id,
    user: personOf(row.user_id),
    role: row.role,
    joinedSeq: row.joined_seq,
    leftSeq: row.left_seq,
    joinedAt: row.joined_at,
    leftAt: row.left_at,
    changeSeq: row.change_seq,
    isNewcomer: row.visible_after !== null,
  };
}
