import { Activity } from './activity.ts';
import { ApiError } from './api-error.ts';
import type { CatchUp, Request } from './catch-up.ts';
import { Connection } from './connection.ts';
import { Digests } from './digests.ts';
import { ADD_MEMBERS, CREATE_GROUP, LEAVE_CONVERSATION, REMOVE_MEMBER, RENAME_GROUP, START_DIRECT } from './documents.ts';
import { Drafts } from './drafts.ts';
import type { EventIntake } from './event-intake.ts';
import { FollowedThreads } from './followed-threads.ts';
import { HeldMessages } from './held-messages.ts';
import { History } from './history.ts';
import { Notices } from './notices.ts';
import { openIntake } from './open-intake.ts';
import { plainSend, type Sending } from './operation.ts';
import { Outbox } from './outbox.ts';
import { People } from './people.ts';
import type { Stop } from './platform.ts';
import { PresenceWatch } from './presence-watch.ts';
import { Profiles } from './profiles.ts';
import { ReadMarks } from './read-marks.ts';
import { Receipts } from './receipts.ts';
import { Recovery } from './recovery.ts';
import { Replica } from './replica.ts';
import { routeEvent } from './route-event.ts';
import { type Readable, Signal } from './signal.ts';
import type { Snapshot } from './store.ts';
import { StoreWriter } from './store-writer.ts';
import type { SyncEnds } from './sync-ends.ts';
import { Typing } from './typing.ts';
import { ViewerItems } from './viewer-items.ts';
import { ViewerSettings } from './viewer-settings.ts';

/** Everything that one signed-in person's client keeps and does, put together. */
export class Sync {
  readonly viewerId: string;
  readonly replica: Replica;
  readonly connection: Connection;
  readonly history: History;
  readonly heldMessages: HeldMessages;
  readonly outbox: Outbox;
  readonly readMarks: ReadMarks;
  readonly typing: Typing;
  readonly drafts: Drafts;
  readonly receipts: Receipts;
  readonly presence: PresenceWatch;
  readonly people: People;
  readonly profiles: Profiles;
  readonly activity: Activity;
  readonly settings: ViewerSettings;
  readonly viewerItems: ViewerItems;
  readonly notices: Notices;
  readonly digests: Digests;
  readonly followedThreads: FollowedThreads;
  readonly #ends: SyncEnds;
  readonly #intake: EventIntake;
  readonly #catchUp: CatchUp;
  readonly #writer: StoreWriter;
  readonly #isLoaded: Signal<boolean>;
  readonly #opened = new Signal<ReadonlySet<string>>(new Set());
  readonly #stops: Stop[] = [];
  readonly #recovery: Recovery;

  private constructor(ends: SyncEnds, snapshot: Snapshot) {
    const { viewerId, store, platform } = ends;
    const request = <T>(document: string, variables?: Readonly<Record<string, unknown>>) => this.connection.request<T>(document, variables);
    this.#ends = ends;
    this.viewerId = viewerId;
    this.#isLoaded = new Signal(snapshot.conversations.length > 0);
    this.#writer = new StoreWriter(store, ends.onStoreError);
    const writer = this.#writer;
    this.replica = new Replica(viewerId, snapshot, writer);
    this.heldMessages = new HeldMessages(this.replica, store);
    this.receipts = new Receipts({ replica: this.replica, store, writer, request, platform });
    this.settings = new ViewerSettings({ writer, request: this.request }, snapshot.settings);
    this.presence = new PresenceWatch({ request, platform });
    this.profiles = new Profiles({ request, platform, presence: this.presence, replica: this.replica });
    this.activity = new Activity({ request, platform });
    [this.#catchUp, this.#intake] = openIntake(this, { request, platform });
    this.history = new History({
      replica: this.replica,
      writer,
      request: this.request,
      fetchWhole: (id) => this.#catchUp.fetchWhole(id),
    });
    this.outbox = new Outbox(
      {
        replica: this.replica,
        writer,
        request,
        platform,
        channel: ends.openChannel(`outbox-${viewerId}`),
        onViewerItem: (item) => this.viewerItems.acknowledged(item),
      },
      snapshot.outbox,
    );
    this.viewerItems = new ViewerItems(
      { writer, request, outbox: this.outbox, onFailure: () => this.connection.restart() },
      snapshot.viewerItems,
    );
    this.people = new People(this);
    this.notices = new Notices({ ...this, platform });
    this.readMarks = new ReadMarks(
      { replica: this.replica, writer, request, platform, onUncounted: (id) => this.#catchUp.refreshUnread(id) },
      snapshot.readMarks,
    );
    this.typing = new Typing({ viewerId, request, platform });
    this.drafts = new Drafts(
      { writer, platform, channel: ends.openChannel(`drafts-${viewerId}`), items: this.viewerItems },
      snapshot.drafts,
    );
    this.#recovery = new Recovery({ platform, recover: () => this.#recover() });
    this.connection = this.#connect();
    this.digests = this.#compare(request);
    this.followedThreads = new FollowedThreads({ ...this, writer, platform });
  }

  /** Reads what is kept; nothing is asked of the network yet. */
  static async open(ends: SyncEnds): Promise<Sync> {
    return new Sync(ends, await ends.store.load());
  }

  /** Whether there is a list of conversations to show, be it from the store or from the server. */
  get isLoaded(): Readable<boolean> {
    return this.#isLoaded;
  }

  /** Direct conversations that were opened here: they are shown before anything was said in them. */
  get opened(): Readable<ReadonlySet<string>> {
    return this.#opened;
  }

  start(): void {
    const { locks, viewerId } = this.#ends;
    this.#stops.push(
      this.connection.state.subscribe(() => this.#onConnection()),
      this.digests.follow(this.connection.state),
      // Who does not tell what they read is not told it either: what is shown of others is asked for again.
      this.settings.state.subscribe(() => this.receipts.refresh()),
      locks.hold(`parley-outbox-${viewerId}`, () => this.outbox.lead()),
    );
    this.activity.start();
    this.connection.start();
  }

  /** Asks over the socket while there is one, else over HTTP. Rejects with an `ApiError`. */
  readonly request = <T>(document: string, variables: Readonly<Record<string, unknown>> = {}): Promise<T> => {
    const { state } = this.connection.state.get();
    const isOpen = state === 'online' || state === 'catching-up';
    return isOpen ? this.connection.request<T>(document, variables) : this.#ends.session.request<T>(document, variables);
  };

  /** Puts a message into the outbox; resolves when it is stored there. Who writes has read what is above it (RECEIPT-2). */
  async send(conversationId: string, sending: Partial<Sending> & Pick<Sending, 'text'>): Promise<void> {
    this.typing.stop(conversationId);
    if (sending.threadRoot == null) this.readMarks.mark(conversationId, this.replica.conversation(conversationId)?.lastMessage?.seq ?? 0);
    await this.outbox.operate(conversationId, { ...plainSend(sending.text), ...sending });
  }

  /** Opens the direct conversation with a person; gives its id when it is held. Rejects with an `ApiError`. */
  async startDirect(userId: string): Promise<string> {
    const { startDirect } = await this.request<{ startDirect: { id: string } }>(START_DIRECT, { userId });
    this.#opened.set(new Set(this.#opened.get()).add(startDirect.id));
    return this.adopt(startDirect.id);
  }

  /** Makes a group; gives its id when it is held. Rejects with an `ApiError`. */
  async createGroup(input: { readonly name: string; readonly memberIds: readonly string[]; readonly isPublic?: boolean }): Promise<string> {
    const { createGroup } = await this.request<{ createGroup: { id: string } }>(CREATE_GROUP, { input });
    return this.adopt(createGroup.id);
  }

  /** The answer is only that it was done: what changed comes as events, like for everyone. The four reject with an `ApiError`. */
  async addMembers(conversationId: string, userIds: readonly string[]): Promise<void> {
    await this.request(ADD_MEMBERS, { conversationId, userIds });
  }

  async removeMember(conversationId: string, userId: string): Promise<void> {
    await this.request(REMOVE_MEMBER, { conversationId, userId });
  }

  async renameGroup(conversationId: string, name: string): Promise<void> {
    await this.request(RENAME_GROUP, { conversationId, name });
  }

  async leave(conversationId: string): Promise<void> {
    await this.request(LEAVE_CONVERSATION, { conversationId });
    this.replica.remove(conversationId);
  }

  /** Ends everything; what is kept stays. */
  async close(): Promise<void> {
    for (const stop of this.#stops.splice(0)) stop();
    const { connection, drafts, viewerItems, outbox, readMarks, receipts, presence, profiles, activity } = this;
    for (const part of [connection, drafts, viewerItems, outbox, readMarks, receipts, presence, profiles, activity]) part.close();
    this.#recovery.stop();
    this.typing.reset();
    await this.#writer.flushed();
    this.#ends.store.close();
  }

  /** Ends everything and removes what is kept (log out). */
  async destroy(): Promise<void> {
    await this.close();
    await this.#ends.store.destroy();
  }

  #connect(): Connection {
    const { url, webSocketImpl, platform, session } = this.#ends;
    return new Connection({
      url,
      webSocketImpl,
      platform,
      accessToken: () => session.accessToken(),
      onTokenRefused: () => session.forgetToken(),
      catchUp: () => this.#onConnected(),
      onEvent: (event) => routeEvent(this, { intake: this.#intake, recovery: this.#recovery }, event),
    });
  }

  #compare(request: Request): Digests {
    const { platform, onDamage = () => {} } = this.#ends;
    return new Digests({ ...this, writer: this.#writer, request, platform, startOver: (id) => this.#startOver(id), onDamage });
  }

  /** The store keeps what is further than what comes: it goes first. */
  #startOver(conversationId: string): Promise<void> {
    void this.#writer.write({ type: 'conversationRemoved', conversationId });
    return this.#catchUp.fetchWhole(conversationId);
  }

  /** A new socket follows the events. Whom to watch goes with the same breath, so that the server need not find out by itself. */
  async #onConnected(): Promise<void> {
    this.#intake.pause();
    this.presence.connected();
    this.profiles.connected();
    this.history.quotes.connected();
    this.activity.connected();
    this.receipts.setOnline(true);
    this.readMarks.setOnline(true);
    await this.#bringUpToDate();
  }

  async #bringUpToDate(): Promise<void> {
    this.#intake.pause();
    this.viewerItems.paused();
    await this.readMarks.flush();
    await this.#catchUp.run();
    this.#intake.resume();
    this.#isLoaded.set(true);
    this.readMarks.fetchedAll();
    this.profiles.caughtUp();
    this.activity.caughtUp();
  }

  async #recover(): Promise<void> {
    const isOnline = () => this.connection.state.get().state === 'online';
    if (!isOnline()) return;
    this.presence.refresh();
    this.profiles.refresh();
    this.receipts.refresh();
    try {
      await this.#bringUpToDate();
    } catch {
      if (isOnline()) this.connection.restart();
    }
  }

  #onConnection(): void {
    const { state } = this.connection.state.get();
    this.outbox.setOnline(state === 'online');
    if (state !== 'offline') return;
    this.#recovery.stop();
    this.readMarks.setOnline(false);
    this.receipts.setOnline(false);
    this.presence.disconnected();
    this.profiles.disconnected();
    this.activity.disconnected();
    this.typing.reset();
  }

  /** Takes over a conversation that the viewer has just come into; gives its id when it is held. Rejects with an `ApiError`. */
  async adopt(conversationId: string): Promise<string> {
    try {
      await this.#catchUp.fetchNew(conversationId);
    } catch (error) {
      // It was made; without an answer it comes with the events.
      if (!(error instanceof ApiError) || !error.retryable) throw error;
    }
    return conversationId;
  }
}
