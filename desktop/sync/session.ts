import { ApiError, toApiError, unreachable } from './api-error.ts';
import { LOGIN, LOGOUT, REFRESH, REGISTER } from './documents.ts';
import type { Channel, Locks, Platform, Stop } from './platform.ts';
import type { Viewer } from './records.ts';
import { type Readable, Signal } from './signal.ts';
import type { WireAuthPayload } from './wire.ts';

/** A token is renewed this long before it ends, so that no request and no socket meets its end. */
const RENEW_BEFORE_MS = 60_000;
/** Renewal that failed for want of an answer is tried again. */
const RENEW_AGAIN_MS = 20_000;
/** Another request is renewing at this moment. */
const RACE_PAUSE_MS = 300;
const RACE_ATTEMPTS = 5;

export interface HttpRequest {
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly accessToken: string | null;
}

export interface HttpAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> | undefined }[];
}

/** Posts an operation; rejects when no GraphQL answer came. */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>;

/** Remembers on this device who was signed in last, so that a start without network shows what is kept. */
export interface ViewerMemory {
  load(): Viewer | null;
  save(viewer: Viewer | null): void;
}

export interface SessionState {
  readonly status: 'starting' | 'signedOut' | 'signedIn';
  readonly viewer?: Viewer;
}

export interface SessionEnds {
  readonly http: Http;
  readonly locks: Locks;
  readonly channel: Channel;
  readonly memory: ViewerMemory;
  readonly platform: Pick<Platform, 'now' | 'setTimer'>;
}

export interface RegisterInput {
  readonly username: string;
  readonly displayName: string;
  readonly password: string;
  readonly email?: string | undefined;
  /** Of an invitation to the server, where one is needed (ID-1). */
  readonly invitationToken?: string | undefined;
}

export interface LoginInput {
  readonly username: string;
  readonly password: string;
}

type Notice = { readonly type: 'signedIn'; readonly viewerId: string } | { readonly type: 'signedOut' };

/**
 * Who is signed in on this device. The access token is in memory only; the refresh token is the server's cookie, which no script reads. Tabs
 * share the cookie, so they renew one after another, and what one does the others follow.
 */
export class Session {
  readonly #ends: SessionEnds;
  readonly #state = new Signal<SessionState>({ status: 'starting' });
  #token: { readonly text: string; readonly expiresAt: number } | null = null;
  #renewing: Promise<string> | null = null;
  #stopTimer: Stop = () => {};
  #stopListening: Stop = () => {};

  constructor(ends: SessionEnds) {
    this.#ends = ends;
  }

  get state(): Readable<SessionState> {
    return this.#state;
  }

  /** Finds out who is signed in: shows who was last at once, and asks the server. Resolves when that is known, or not to be known now. */
  async start(): Promise<void> {
    this.#stopListening = this.#ends.channel.onMessage((notice) => this.#onNotice(notice as Notice));
    const viewer = this.#ends.memory.load();
    if (viewer !== null) this.#state.set({ status: 'signedIn', viewer });
    await this.#tryRenew();
    if (this.#state.get().status === 'starting') this.#state.set({ status: 'signedOut' });
  }

  /** Makes an account and signs it in. Rejects with an `ApiError`. */
  async register(input: RegisterInput): Promise<void> {
    const { register } = await this.#post<{ register: WireAuthPayload }>(REGISTER, { input });
    this.#signedInHere(register);
  }

  /** Rejects with an `ApiError`. */
  async login(input: LoginInput): Promise<void> {
    const { login } = await this.#post<{ login: WireAuthPayload }>(LOGIN, { input });
    this.#signedInHere(login);
  }

  /** Ends the session on the server and on this device; rejects with an `ApiError`, signed in as before, if the server cannot be asked. */
  async logout(): Promise<void> {
    try {
      await this.#post(LOGOUT, {}, await this.accessToken());
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'UNAUTHENTICATED') throw error;
    }
    this.#ends.channel.post({ type: 'signedOut' } satisfies Notice);
    this.#signedOut();
  }

  /** Asks over HTTP as the viewer; renews the token once if the server takes it no more. Signed out, asks as a stranger. Rejects with an `ApiError`. */
  async request<T>(document: string, variables: Readonly<Record<string, unknown>> = {}): Promise<T> {
    if (this.#state.get().status === 'signedOut') return this.#post<T>(document, variables, null);
    try {
      return await this.#post<T>(document, variables, await this.accessToken());
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'UNAUTHENTICATED' || this.#state.get().status !== 'signedIn') throw error;
      this.forgetToken();
      return await this.#post<T>(document, variables, await this.accessToken());
    }
  }

  /** A token that is valid now. Rejects with UNAUTHENTICATED when the session has ended, with UNAVAILABLE when the server cannot be asked. */
  async accessToken(): Promise<string> {
    const token = this.#token;
    if (token !== null && token.expiresAt - this.#ends.platform.now() > RENEW_BEFORE_MS / 2) return token.text;
    return this.#renew();
  }

  /** The server took the token no more: the next one is fetched anew. */
  forgetToken(): void {
    this.#token = null;
  }

  close(): void {
    this.#stopTimer();
    this.#stopListening();
    this.#ends.channel.close();
  }

  /** One renewal at a time in this tab, and under the lock one among all tabs. */
  #renew(): Promise<string> {
    this.#renewing ??= this.#ends.locks
      .run('parley-renew', () => this.#exchange())
      .finally(() => {
        this.#renewing = null;
      });
    return this.#renewing;
  }

  async #exchange(attempt = 1): Promise<string> {
    try {
      const { refresh } = await this.#post<{ refresh: WireAuthPayload }>(REFRESH, {});
      this.#adopt(refresh);
      return refresh.accessToken;
    } catch (error) {
      const code = error instanceof ApiError ? error.code : undefined;
      if (code === 'UNAUTHENTICATED') this.#signedOut();
      if (code !== 'CONFLICT' || attempt === RACE_ATTEMPTS) throw error;
    }
    await new Promise<void>((resolve) => this.#ends.platform.setTimer(RACE_PAUSE_MS, resolve));
    return this.#exchange(attempt + 1);
  }

  /** Without an answer the person stays signed in with what is kept, and the next attempt follows. */
  async #tryRenew(): Promise<void> {
    try {
      await this.#renew();
    } catch {
      if (this.#state.get().status === 'signedIn') this.#renewAfter(RENEW_AGAIN_MS);
    }
  }

  #signedInHere(payload: WireAuthPayload): void {
    this.#adopt(payload);
    this.#ends.channel.post({ type: 'signedIn', viewerId: payload.viewer.id } satisfies Notice);
  }

  #adopt({ accessToken, accessTokenExpiresAt, viewer: wire }: WireAuthPayload): void {
    const { platform, memory } = this.#ends;
    const viewer: Viewer = { id: wire.id, username: wire.username, displayName: wire.displayName, role: wire.role };
    const expiresAt = Date.parse(accessTokenExpiresAt);
    this.#token = { text: accessToken, expiresAt };
    this.#renewAfter(Math.max(expiresAt - platform.now() - RENEW_BEFORE_MS, RENEW_AGAIN_MS));
    memory.save(viewer);
    const held = this.#state.get().viewer;
    const isSame = held?.id === viewer.id && held.displayName === viewer.displayName && held.role === viewer.role;
    this.#state.set({ status: 'signedIn', viewer: isSame ? held : viewer });
  }

  #signedOut(): void {
    this.#stopTimer();
    this.#token = null;
    this.#ends.memory.save(null);
    this.#state.set({ status: 'signedOut' });
  }

  #renewAfter(delayMs: number): void {
    this.#stopTimer();
    this.#stopTimer = this.#ends.platform.setTimer(delayMs, () => void this.#tryRenew());
  }

  /** Another tab signed in or out; the cookie is common. */
  #onNotice(notice: Notice): void {
    if (notice.type === 'signedOut') this.#signedOut();
    else if (this.#state.get().viewer?.id !== notice.viewerId) void this.#tryRenew();
  }

  async #post<T>(document: string, variables: Readonly<Record<string, unknown>>, accessToken: string | null = null): Promise<T> {
    const answer = await this.#ends.http({ document, variables, accessToken }).catch((error: unknown) => {
      throw unreachable(error);
    });
    if (answer.errors !== undefined && answer.errors.length > 0) throw toApiError(answer.errors);
    if (answer.data === undefined || answer.data === null) throw unreachable();
    return answer.data as T;
  }
}
