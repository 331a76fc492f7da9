import type { Request } from './catch-up.ts';
import type { PeopleAct } from './operation.ts';
import type { Outbox } from './outbox.ts';
import { REPORT, UPDATE_PROFILE } from './people-documents.ts';
import type { Profiles } from './profiles.ts';
import type { Person, Profile } from './records.ts';
import type { Replica } from './replica.ts';
import type { ViewerItems } from './viewer-items.ts';

export type ReportReason = 'SPAM' | 'HARASSMENT' | 'VIOLENCE' | 'HATE' | 'ILLEGAL' | 'OTHER';

/** A message by its place, or a person. */
export type ReportInput = { readonly reason: ReportReason; readonly note: string | null } & (
  | { readonly conversationId: string; readonly messageId: string }
  | { readonly userId: string }
);

/** What changes of one's own profile: what is not there stays, null takes back. */
export type ProfileInput = Partial<Omit<Profile, 'id' | 'username'>>;

interface PeopleEnds {
  readonly request: Request;
  readonly outbox: Pick<Outbox, 'operate'>;
  readonly replica: Pick<Replica, 'person'>;
  readonly viewerItems: Pick<ViewerItems, 'state'>;
  readonly profiles: Pick<Profiles, 'people' | 'receive'>;
}

/** What the viewer does about other people, and about how they show themselves. */
export class People {
  readonly #ends: PeopleEnds;

  constructor(ends: PeopleEnds) {
    this.#ends = ends;
  }

  /**
   * Asks, accepts, declines, removes, blocks or unblocks (PEOPLE-2, PEOPLE-3): the lists show it at once, and the server hears of it as soon as there is
   * a network. Resolves when it is stored; what the server refuses then is told by `ViewerItems.onRefused`.
   */
  async act(act: PeopleAct, userId: string): Promise<void> {
    const { username = '', displayName = '' } = this.#personOf(userId) ?? {};
    await this.#ends.outbox.operate('', { type: 'person', act, userId, username, displayName });
  }

  /** Rejects with an `ApiError`. */
  async report(input: ReportInput): Promise<void> {
    await this.#ends.request(REPORT, { input });
  }

  /** Rejects with an `ApiError`. */
  async updateProfile(input: ProfileInput): Promise<void> {
    const { updateProfile } = await this.#ends.request<{ updateProfile: Profile }>(UPDATE_PROFILE, { input });
    this.#ends.profiles.receive(updateProfile);
  }

  /** As far as this client knows them: from what they said, from their card, or from the lists. */
  #personOf(userId: string): Pick<Person, 'username' | 'displayName'> | undefined {
    const { replica, profiles, viewerItems } = this.#ends;
    const { CONTACT, BLOCK } = viewerItems.state.get();
    return replica.person(userId) ?? profiles.people.get().get(userId) ?? CONTACT.get(userId) ?? BLOCK.get(userId);
  }
}
