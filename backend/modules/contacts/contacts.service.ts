import type { PoolClient } from 'pg';
import type { AppContext, Viewer } from '../../context.ts';
import { invalid, notFound } from '../../errors.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { claimOperation } from '../viewer-items/operation-keys.service.ts';
import {
  attachPeople,
  countPersonItems,
  findPersonItem,
  lockPeople,
  type PersonItemKey,
  type PersonItemKind,
  type StoredPersonItem,
  storePersonItem,
} from '../viewer-items/people-items.service.ts';
import type { StoredContact, ViewerItemView } from '../viewer-items/viewer-item.ts';
import { publishViewerItem } from '../viewer-items/viewer-items.service.ts';
import { afterRequest, type ContactState, canAnswer, LISTED_MAX, requestRefusal } from './contacts.policy.ts';
import { readStandings, refusePeople } from './standing.service.ts';

/** What two people keep of each other, both rows locked; told after the commit. */
interface Mutual {
  readonly tx: PoolClient;
  readonly viewerId: string;
  readonly otherId: string;
  readonly now: string;
  readonly changed: { userId: string; item: StoredPersonItem }[];
}

/** Whom something is done about, and the id that makes it happen once, however often it is asked for (DELIVERY-2); null where the client gave none. */
export interface PersonDeed {
  readonly otherId: string;
  readonly clientOperationId: string | null;
}

/** Asks the person to be a contact; where they had asked, both are contacts (PEOPLE-2). Errors: RATE_LIMITED, FORBIDDEN, NOT_FOUND, VALIDATION_ERROR. */
export async function requestContact(app: AppContext, viewer: Viewer, deed: PersonDeed): Promise<ViewerItemView> {
  await app.limits.consume('contactRequests', viewer.userId);
  return changeMutually(app, viewer, {
    ...deed,
    kind: 'CONTACT',
    work: async (mutual) => {
      const [standing] = await readStandings(mutual.tx, [{ userId: viewer.userId, otherId: deed.otherId }]);
      if (standing !== undefined) refusePeople(requestRefusal(standing), 'userId');
      const state = await ownState(mutual);
      if (state === null) await requireRoom(mutual.tx, { userId: viewer.userId, kind: 'CONTACT' });
      const { own, theirs } = afterRequest(state);
      await setContacts(mutual, own, theirs);
    },
  });
}

/** Answers a request: both are contacts. One who is one already stays one; NOT_FOUND where nobody asked. */
export const acceptContact = (app: AppContext, viewer: Viewer, deed: PersonDeed): Promise<ViewerItemView> =>
  changeMutually(app, viewer, {
    ...deed,
    kind: 'CONTACT',
    work: async (mutual) => {
      const state = await ownState(mutual);
      if (state !== 'ACCEPTED' && !canAnswer(state)) throw notFound('A request of this person is', 'userId');
      await setContacts(mutual, 'ACCEPTED', 'ACCEPTED');
    },
  });

/** Turns a request down; the one who asked may ask again. One that is not there is declined already. */
export const declineContact = (app: AppContext, viewer: Viewer, deed: PersonDeed): Promise<ViewerItemView> =>
  changeMutually(app, viewer, {
    ...deed,
    kind: 'CONTACT',
    work: async (mutual) => {
      if (canAnswer(await ownState(mutual))) await setContacts(mutual, null, null);
    },
  });

/** Ends being contacts, takes back a request, or turns one down: afterwards neither lists the other. */
export const removeContact = (app: AppContext, viewer: Viewer, deed: PersonDeed): Promise<ViewerItemView> =>
  changeMutually(app, viewer, { ...deed, kind: 'CONTACT', work: (mutual) => setContacts(mutual, null, null) });

/**
 * From the answer on nothing of the blocked person is stored in their direct conversation, they see neither presence nor last seen, begin no
 * conversation and add the viewer to no group (PEOPLE-3); they are contacts no longer, and nobody tells them.
 */
export const blockUser = (app: AppContext, viewer: Viewer, deed: PersonDeed): Promise<ViewerItemView> =>
  changeMutually(app, viewer, {
    ...deed,
    kind: 'BLOCK',
    work: async (mutual) => {
      const key = { userId: viewer.userId, kind: 'BLOCK', key: deed.otherId } as const;
      if ((await findPersonItem(mutual.tx, key))?.value != null) return;
      await requireRoom(mutual.tx, key);
      await setContacts(mutual, null, null);
      await store(mutual, key, { since: mutual.now });
      // A send that is judged already is stored before the answer; one that comes later finds the block.
      await mutual.tx.query('SELECT 1 FROM conversations WHERE direct_key = $1 FOR UPDATE', [
        [viewer.userId, deed.otherId].sort().join(':'),
      ]);
    },
  });

export const unblockUser = (app: AppContext, viewer: Viewer, deed: PersonDeed): Promise<ViewerItemView> =>
  changeMutually(app, viewer, {
    ...deed,
    kind: 'BLOCK',
    work: async (mutual) => {
      const key = { userId: viewer.userId, kind: 'BLOCK', key: deed.otherId } as const;
      if ((await findPersonItem(mutual.tx, key))?.value != null) await store(mutual, key, null);
    },
  });

/** NOT_FOUND for nobody, VALIDATION_ERROR for oneself. Gives the viewer's own item as it is then. */
async function changeMutually(
  app: AppContext,
  { userId: viewerId }: Viewer,
  { otherId, clientOperationId, kind, work }: PersonDeed & { kind: PersonItemKind; work: (mutual: Mutual) => Promise<void> },
): Promise<ViewerItemView> {
  if (otherId === viewerId) throw invalid('userId', 'This is you.');
  if (!(await app.people.load([otherId])).has(otherId)) throw notFound('This person is', 'userId');
  const { own, changed } = await inTransaction(app.db.pool, async (tx) => {
    const mutual: Mutual = { tx, viewerId, otherId, now: await lockPeople(tx, [viewerId, otherId]), changed: [] };
    if (await claimOperation(tx, { userId: viewerId, clientOperationId })) await work(mutual);
    const item = await findPersonItem(tx, { userId: viewerId, kind, key: otherId });
    return { own: item ?? { kind, key: otherId, seq: 0, value: null }, changed: mutual.changed };
  });
  await tell(app, changed);
  if (changed.length > 0) app.presence.related(viewerId, otherId);
  const [item] = await attachPeople(app, [own]);
  if (item === undefined) throw new Error('An item was lost.');
  return item;
}

async function tell(app: AppContext, changed: Mutual['changed']): Promise<void> {
  const items = await attachPeople(
    app,
    changed.map(({ item }) => item),
  );
  for (const [i, item] of items.entries()) {
    const userId = changed[i]?.userId;
    if (userId !== undefined) publishViewerItem(app, { type: 'ViewerItemChanged', userId, seq: item.seq, item });
  }
}

async function ownState({ tx, viewerId, otherId }: Mutual): Promise<ContactState | null> {
  return stateOf(await findPersonItem(tx, { userId: viewerId, kind: 'CONTACT', key: otherId }));
}

const stateOf = (item: StoredPersonItem | null): ContactState | null => (item?.value as StoredContact | null | undefined)?.state ?? null;

/** What is as it should be takes no number. */
async function setContacts(mutual: Mutual, own: ContactState | null, theirs: ContactState | null): Promise<void> {
  const { tx, viewerId, otherId, now } = mutual;
  for (const [userId, key, state] of [
    [viewerId, otherId, own],
    [otherId, viewerId, theirs],
  ] as const) {
    const item = { userId, kind: 'CONTACT', key } as const;
    if (stateOf(await findPersonItem(tx, item)) !== state) await store(mutual, item, state === null ? null : { state, since: now });
  }
}

async function store(mutual: Mutual, key: PersonItemKey, value: Parameters<typeof storePersonItem>[2]): Promise<void> {
  mutual.changed.push({ userId: key.userId, item: await storePersonItem(mutual.tx, key, value) });
}

async function requireRoom(tx: PoolClient, key: Omit<PersonItemKey, 'key'>): Promise<void> {
  const most = LISTED_MAX[key.kind];
  if ((await countPersonItems(tx, key)) >= most) throw invalid('userId', `There is room for ${most} of these.`);
}
