import type { MemberItem } from './member-item.ts';

export interface MembersView {
  readonly status: 'loading' | 'ready' | 'error';
  readonly members: readonly MemberItem[];
  readonly error?: Error;
  /** The three actions reject with an `ApiError`. */
  add(userIds: readonly string[]): Promise<void>;
  remove(userId: string): Promise<void>;
  leave(): Promise<void>;
}

/** Who is in a conversation, kept current. */
export declare function useMembers(conversationId: string): MembersView;
