import type { Request } from './catch-up.ts';
import { MEMBERS } from './documents.ts';
import { nodesOf, toMemberRow, toPerson } from './read-wire.ts';
import type { Replica } from './replica.ts';
import type { StoreWriter } from './store-writer.ts';
import type { WireMember, WirePage } from './wire.ts';

export interface MemberEnds {
  readonly replica: Replica;
  readonly writer: StoreWriter;
  readonly request: Request;
}

/** Brings the members of a conversation into memory: from the store, else from the server. Rejects with an `ApiError`. */
export async function showMembers({ replica, writer, request }: MemberEnds, conversationId: string): Promise<void> {
  if (replica.conversation(conversationId)?.hasMembers) {
    replica.showMembers(conversationId, await writer.read((store) => store.listMembers(conversationId)));
    return;
  }
  const wire = await fetchMembers(request, conversationId);
  if (wire === null) {
    // The viewer is not in it any more; what tells so is on its way.
    replica.closeMembers(conversationId);
    return;
  }
  const people = wire.map(({ user }) => toPerson(user));
  replica.showMembers(conversationId, wire.map(toMemberRow), people);
}

/** Null if the viewer is not in the conversation. */
async function fetchMembers(request: Request, conversationId: string): Promise<WireMember[] | null> {
  const members: WireMember[] = [];
  let after: string | null = null;
  do {
    const answer: { conversation: { members: WirePage<WireMember> } | null } = await request(MEMBERS, { id: conversationId, after });
    if (answer.conversation === null) return null;
    const page = answer.conversation.members;
    members.push(...nodesOf(page));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  return members;
}
