import type { LoginInput, RegisterInput, Session, SessionState } from './session.ts';
import { type Readable, Signal } from './signal.ts';
import type { Sync } from './sync.ts';

export interface ClientEnds {
  readonly session: Session;
  /** Opens what is kept for a person. */
  readonly openSync: (viewerId: string) => Promise<Sync>;
}

/** What is shown: who is signed in, and their sync as soon as what is kept was read. */
export interface ClientState {
  readonly session: SessionState;
  readonly sync: Sync | null;
}

/** The whole client: a session, and while someone is signed in their sync. Two people never share one. */
export class ParleyClient {
  readonly session: Session;
  readonly #openSync: ClientEnds['openSync'];
  readonly #state: Signal<ClientState>;
  #viewerId: string | null = null;
  /** Openings and closings, one after another: a store is closed before it is opened again. */
  #turn: Promise<void> = Promise.resolve();

  constructor({ session, openSync }: ClientEnds) {
    this.session = session;
    this.#openSync = openSync;
    this.#state = new Signal<ClientState>({ session: session.state.get(), sync: null });
    session.state.subscribe(() => this.#follow());
  }

  get state(): Readable<ClientState> {
    return this.#state;
  }

  async start(): Promise<void> {
    await this.session.start();
  }

  register(input: RegisterInput): Promise<void> {
    return this.session.register(input);
  }

  login(input: LoginInput): Promise<void> {
    return this.session.login(input);
  }

  /** Signs out and removes everything that is kept of the person. Rejects with an `ApiError` if the server cannot be asked. */
  async logout(): Promise<void> {
    const { sync } = this.#state.get();
    await this.session.logout();
    this.#turn = this.#turn.then(() => sync?.destroy());
    await this.#turn;
  }

  async close(): Promise<void> {
    this.session.close();
    await this.#turn;
    await this.#state.get().sync?.close();
  }

  #follow(): void {
    const session = this.session.state.get();
    const viewerId = session.viewer?.id ?? null;
    if (viewerId === this.#viewerId) {
      this.#state.set({ ...this.#state.get(), session });
      return;
    }
    this.#viewerId = viewerId;
    const { sync } = this.#state.get();
    this.#state.set({ session, sync: null });
    this.#turn = this.#turn.then(() => this.#change(sync, viewerId));
  }

  async #change(before: Sync | null, viewerId: string | null): Promise<void> {
    await before?.close();
    if (viewerId === null || viewerId !== this.#viewerId) return;
    const sync = await this.#openSync(viewerId);
    if (viewerId !== this.#viewerId) {
      await sync.close();
      return;
    }
    this.#state.set({ session: this.session.state.get(), sync });
    sync.start();
  }
}
