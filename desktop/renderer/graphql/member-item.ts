import type { MemberRole, Person } from '../../sync/records.ts';

/** A member of a conversation, in the order they joined. */
export interface MemberItem {
  readonly person: Person;
  readonly role: MemberRole;
  readonly joinedAt: string;
  readonly isViewer: boolean;
}
