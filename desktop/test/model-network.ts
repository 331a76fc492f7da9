import { EVENTS } from '../sync/documents.ts';
import { PROFILES, RENAMED_PEOPLE } from '../sync/people-documents.ts';
import { NOTE_INPUT, WATCH_PRESENCE, WHY_NOTIFIED } from '../sync/presence-documents.ts';
import type { Person, Profile } from '../sync/records.ts';
import type { WireEvent, WirePresence } from '../sync/wire.ts';
import { ModelAnswers } from './model-answers.ts';
import { EPOCH, type ModelServer } from './model-server.ts';
import { Refused } from './refused.ts';

type Frame = { readonly type: string; readonly id?: string; readonly payload?: { query: string; variables?: Record<string, unknown> } };

/** When people took their devices up, by both. */
const usesOf = new WeakMap<ModelServer, Map<string, string>>();

/**
 * One person's way to the model server: a WebSocket that speaks graphql-transport-ws, whose cable can be pulled and whose events can be
 * lost, repeated and delivered in any order.
 */
export class ModelNetwork {
  readonly server: ModelServer;
  readonly viewerId: string;
  readonly answers: ModelAnswers;
  /** Whether a socket can be opened. */
  isUp = true;
  /** Whether the server's answers reach the client; requests do. */
  isAnswering = true;
  /** The one document whose answers do not. */
  isLosing: string | null = null;
  /** Whether events go straight through, or wait in `inTransit`. */
  isStreaming = true;
  /** Code with which the server closes a socket instead of accepting it. */
  refuseWith: number | null = null;
  /** What people say of themselves, by person. */
  readonly profiles = new Map<string, Profile>();
  /** Who took another name, and when. */
  readonly renamed: { readonly at: string; readonly person: Person }[] = [];
  readonly inTransit: WireEvent[] = [];
  /** The documents that the server was asked, in their order. */
  readonly asked: string[] = [];
  /** Told of every document before it is answered. */
  onAsked: (document: string) => void = () => {};
  /** Documents of a later time than the server's. */
  readonly unknown = new Set<string>();
  /** What the server says of who is notified where; null where it cannot say. */
  whyNotified: object | null = null;
  /** The session behind this way, and its clock. */
  readonly deviceId = crypto.randomUUID();
  now: () => number = () => EPOCH;
  readonly #open = new Set<ModelSocket>();

  constructor(server: ModelServer, viewerId: string) {
    this.server = server;
    this.viewerId = viewerId;
    this.answers = new ModelAnswers(server, viewerId);
    server.onEvent((userId, event) => {
      if (userId !== viewerId || ![...this.#open].some(({ isFollowing }) => isFollowing)) return;
      if (this.isStreaming) this.deliver(event);
      else this.inTransit.push(event);
    });
  }

  get socketCount(): number {
    return this.#open.size;
  }

  /** The event reaches the client now. */
  deliver(event: WireEvent): void {
    for (const socket of this.#open) socket.event(event);
  }

  /** Every socket ends; what is in transit is lost. */
  cut(code = 1006): void {
    this.inTransit.length = 0;
    for (const socket of [...this.#open]) socket.end(code);
  }

  renamedAfter(after: string): Person[] {
    return this.renamed.flatMap(({ at, person }) => (at > after ? [person] : []));
  }

  /** The person took this device up; all of their devices are told. */
  noteInput(msAgo: number) {
    const { server, viewerId, deviceId } = this;
    const usedAt = new Date(this.now() - msAgo).toISOString();
    const uses = (usesOf.get(server) ?? new Map<string, string>()).set(`${viewerId} ${deviceId}`, usedAt);
    usesOf.set(server, uses);
    server.emit(viewerId, { __typename: 'DeviceUsed', deviceId, usedAt });
    return { deviceId, usedAt, isLast: [...uses].every(([of, at]) => !of.startsWith(viewerId) || at <= usedAt) };
  }

  opened(socket: ModelSocket): void {
    this.#open.add(socket);
  }

  ended(socket: ModelSocket): void {
    this.#open.delete(socket);
  }

  /** The class that a client takes for `WebSocket`. */
  get webSocketImpl(): unknown {
    const network = this;
    return class extends ModelSocket {
      constructor() {
        super(network);
      }
    };
  }
}

class ModelSocket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;

  onopen: (() => void) | null = null;
  onclose: ((event: { code: number; reason: string; wasClean: boolean }) => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onerror: ((error: unknown) => void) | null = null;
  readyState: number = ModelSocket.CONNECTING;
  readonly protocol = 'graphql-transport-ws';
  isFollowing = false;
  /** Whose presence this socket is told. */
  #watched: ReadonlySet<string> = new Set();
  readonly #network: ModelNetwork;

  constructor(network: ModelNetwork) {
    this.#network = network;
    queueMicrotask(() => this.#start());
  }

  send(data: string): void {
    const frame = JSON.parse(data) as Frame;
    queueMicrotask(() => this.#receive(frame));
  }

  close(code = 1000): void {
    this.end(code);
  }

  end(code: number): void {
    if (this.readyState === ModelSocket.CLOSED) return;
    this.readyState = ModelSocket.CLOSED;
    this.#network.ended(this);
    queueMicrotask(() => this.onclose?.({ code, reason: '', wasClean: code !== 1006 }));
  }

  event(event: WireEvent): void {
    const isMeant = event.__typename !== 'PresenceChanged' || this.#watched.has(event.userId);
    if (this.isFollowing && isMeant) this.#push({ type: 'next', id: 'events', payload: { data: { events: event } } });
  }

  #start(): void {
    if (this.readyState === ModelSocket.CLOSED) return;
    if (!this.#network.isUp) {
      this.end(1006);
      return;
    }
    this.readyState = ModelSocket.OPEN;
    this.#network.opened(this);
    this.onopen?.();
  }

  #receive({ type, id, payload }: Frame): void {
    if (this.readyState !== ModelSocket.OPEN) return;
    if (type === 'connection_init') this.#init();
    else if (type === 'ping') this.#push({ type: 'pong' });
    else if (type === 'subscribe' && id !== undefined && payload !== undefined) this.#ask(id, payload);
  }

  #init(): void {
    const { refuseWith } = this.#network;
    if (refuseWith === null) this.#push({ type: 'connection_ack' });
    else this.end(refuseWith);
  }

  #ask(id: string, { query, variables }: { query: string; variables?: Record<string, unknown> }): void {
    this.#network.asked.push(query);
    this.#network.onAsked(query);
    if (query === EVENTS) {
      this.isFollowing = true;
      return;
    }
    const answer = this.#answer(query, variables ?? {});
    if (!this.#network.isAnswering || query === this.#network.isLosing) return;
    this.#push({ type: 'next', id, payload: answer });
    this.#push({ type: 'complete', id });
  }

  #answer(query: string, variables: Record<string, unknown>): unknown {
    const { answers, unknown } = this.#network;
    if (unknown.has(query)) return { errors: [{ message: 'Cannot query it.', extensions: { code: 'VALIDATION_ERROR' } }] };
    if (query === WATCH_PRESENCE) return { data: { watchPresence: this.#watch(variables.userIds as string[]) } };
    if (query === NOTE_INPUT) return { data: { noteInput: this.#network.noteInput(Number(variables.msAgo)) } };
    if (query === WHY_NOTIFIED) return { data: this.#network.whyNotified && { whyNotified: this.#network.whyNotified } };
    if (query === RENAMED_PEOPLE) return { data: { renamedPeople: this.#network.renamedAfter(String(variables.after)) } };
    if (query === PROFILES) return { data: { profiles: this.#profilesOf(variables.userIds as string[]) } };
    try {
      return { data: answers.answer(query, variables) };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { data: null, errors: [{ message: error.message, extensions: error.extensions }] };
    }
  }

  #profilesOf(userIds: readonly string[]): Profile[] {
    const { profiles } = this.#network;
    return userIds.flatMap((id) => profiles.get(id) ?? []);
  }

  #watch(userIds: readonly string[]): WirePresence[] {
    this.#watched = new Set(userIds);
    return userIds.map((userId) => this.#network.server.presenceOf(userId));
  }

  #push(frame: unknown): void {
    const data = JSON.stringify(frame);
    queueMicrotask(() => {
      if (this.readyState === ModelSocket.OPEN) this.onmessage?.({ data });
    });
  }
}
