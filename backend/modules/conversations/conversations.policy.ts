/** What the rules look at: the conversation's kind, and the person's membership in it (null for a stranger). */
export interface Standing {
  readonly kind: 'DIRECT' | 'GROUP';
  readonly role: 'OWNER' | 'MEMBER';
  readonly leftSeq: number | null;
}

/** What a person may do in a conversation now. */
export interface ConversationAbilities {
  readonly send: boolean;
  readonly addMembers: boolean;
  readonly removeMembers: boolean;
  readonly rename: boolean;
  readonly leave: boolean;
}

/** Members send. A group's owner decides who is in it and what it is called; everyone may leave a group, nobody a direct conversation. */
export function abilitiesOf({ kind, role, leftSeq }: Standing): ConversationAbilities {
  const isMember = leftSeq === null;
  const isGroup = isMember && kind === 'GROUP';
  const isOwner = isGroup && role === 'OWNER';
  return { send: isMember, addMembers: isOwner, removeMembers: isOwner, rename: isOwner, leave: isGroup };
}
