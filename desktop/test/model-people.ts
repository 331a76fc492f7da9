import type { PeopleAct } from '../sync/operation.ts';
import { PEOPLE_ACTS } from '../sync/people-documents.ts';
import type { WireViewerItem } from '../sync/read-viewer-item.ts';
import type { ModelServer } from './model-server.ts';
import { Refused } from './refused.ts';

/** Whom something is done about, and the id that makes it happen once. */
export interface PersonInput {
  readonly userId: string;
  readonly clientOperationId: string;
}

type ContactState = 'REQUESTED' | 'RECEIVED' | 'ACCEPTED';

/** Two people and what they keep of each other. */
class Pair {
  readonly #server: ModelServer;
  readonly #viewerId: string;
  readonly #otherId: string;

  constructor(server: ModelServer, viewerId: string, otherId: string) {
    this.#server = server;
    this.#viewerId = viewerId;
    this.#otherId = otherId;
  }

  get state(): ContactState | null {
    return this.#server.items.of(this.#viewerId, `CONTACT ${this.#otherId}`)?.contact?.state ?? null;
  }

  isBlocking(isOther = false): boolean {
    const [by, of] = isOther ? [this.#otherId, this.#viewerId] : [this.#viewerId, this.#otherId];
    return this.#server.items.of(by, `BLOCK ${of}`)?.block != null;
  }

  setContacts(own: ContactState | null, theirs: ContactState | null): void {
    for (const [id, otherId, state] of [
      [this.#viewerId, this.#otherId, own],
      [this.#otherId, this.#viewerId, theirs],
    ] as const) {
      this.#server.items.keep(id, ['CONTACT', otherId], state === null ? null : { state, ...this.#about(otherId) });
    }
  }

  setBlock(isOn: boolean): void {
    this.#server.items.keep(this.#viewerId, ['BLOCK', this.#otherId], isOn ? this.#about(this.#otherId) : null);
  }

  item(kind: 'CONTACT' | 'BLOCK'): WireViewerItem {
    const key = this.#otherId;
    return this.#server.items.of(this.#viewerId, `${kind} ${key}`) ?? { ...NOTHING, kind, key };
  }

  #about(userId: string) {
    return { since: '2026-01-05T09:00:00.000Z', user: this.#server.people.get(userId) ?? this.#server.addPerson(userId) };
  }
}

const NOTHING = {
  seq: 0,
  isRemoved: true,
  conversation: null,
  draft: null,
  folder: null,
  saved: null,
  hidden: null,
  thread: null,
  contact: null,
  block: null,
} as const;

const works: Readonly<Record<PeopleAct, (pair: Pair) => void>> = {
  requestContact: (pair) => {
    if (pair.isBlocking() || pair.isBlocking(true)) throw new Refused('FORBIDDEN');
    const isAnswer = pair.state === 'RECEIVED' || pair.state === 'ACCEPTED';
    pair.setContacts(isAnswer ? 'ACCEPTED' : 'REQUESTED', isAnswer ? 'ACCEPTED' : 'RECEIVED');
  },
  acceptContact: (pair) => {
    if (pair.state !== 'RECEIVED' && pair.state !== 'ACCEPTED') throw new Refused('NOT_FOUND');
    pair.setContacts('ACCEPTED', 'ACCEPTED');
  },
  declineContact: (pair) => {
    if (pair.state === 'RECEIVED') pair.setContacts(null, null);
  },
  removeContact: (pair) => pair.setContacts(null, null),
  blockUser: (pair) => {
    if (pair.isBlocking()) return;
    pair.setContacts(null, null);
    pair.setBlock(true);
  },
  unblockUser: (pair) => pair.setBlock(false),
};

const actOf = (document: string) => (Object.keys(PEOPLE_ACTS) as PeopleAct[]).find((act) => PEOPLE_ACTS[act] === document);

/** Does what one person asks about another; null for a document that asks nothing of the kind. Once for each id. */
export function actOnPerson(
  server: ModelServer,
  viewerId: string,
  [document, { userId, clientOperationId }]: readonly [string, PersonInput],
): WireViewerItem | null {
  const act = actOf(document);
  if (act === undefined) return null;
  const pair = new Pair(server, viewerId, userId);
  if (!server.isRepeat(viewerId, clientOperationId)) {
    works[act](pair);
    server.remember(viewerId, clientOperationId);
  }
  return pair.item(act === 'blockUser' || act === 'unblockUser' ? 'BLOCK' : 'CONTACT');
}
