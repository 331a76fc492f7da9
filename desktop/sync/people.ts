import type { Request } from './catch-up.ts';
import { PEOPLE_ACTS, REPORT, UPDATE_PROFILE } from './people-documents.ts';
import type { Profiles } from './profiles.ts';
import { toViewerItemRow, type WireViewerItem } from './read-viewer-item.ts';
import type { Profile } from './records.ts';
import type { ViewerItems } from './viewer-items.ts';

export type PeopleAct = keyof typeof PEOPLE_ACTS;

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
  readonly viewerItems: Pick<ViewerItems, 'acknowledged'>;
  readonly profiles: Pick<Profiles, 'receive'>;
}

/** What the viewer does about other people, and about how they show themselves. Everything rejects with an `ApiError`. */
export class People {
  readonly #ends: PeopleEnds;

  constructor(ends: PeopleEnds) {
    this.#ends = ends;
  }

  /** Asks, accepts, declines, removes, blocks or unblocks (PEOPLE-2, PEOPLE-3); the lists show it at once. */
  async act(act: PeopleAct, userId: string): Promise<void> {
    const { item } = await this.#ends.request<{ item: WireViewerItem }>(PEOPLE_ACTS[act], { userId });
    this.#ends.viewerItems.acknowledged(toViewerItemRow(item));
  }

  async report(input: ReportInput): Promise<void> {
    await this.#ends.request(REPORT, { input });
  }

  async updateProfile(input: ProfileInput): Promise<void> {
    const { updateProfile } = await this.#ends.request<{ updateProfile: Profile }>(UPDATE_PROFILE, { input });
    this.#ends.profiles.receive(updateProfile);
  }
}
