import { type HeldViewerItems, isFollowing, type StoreChange } from '../../sync/store.ts';
import type { ViewerItemRow } from '../../sync/viewer-item.ts';
import { getFact, putFact } from './cache-facts.ts';
import type { ReadableDb, WritableCache } from './handles.ts';

type Of<Type extends StoreChange['type']> = Extract<StoreChange, { type: Type }>;

export const listViewerItems = (db: ReadableDb): HeldViewerItems => ({
  seq: getFact(db, 'viewerSeq') ?? 0,
  items: db.all<{ body: string }>('SELECT body FROM cache_viewer_items').map(({ body }) => JSON.parse(body) as ViewerItemRow),
});

export function changeViewerItems(cache: WritableCache, change: Omit<Of<'viewerItemsChanged'>, 'type'>): void {
  if (!isFollowing(getFact(cache, 'viewerSeq') ?? 0, change)) return;
  putFact(cache, 'viewerSeq', change.seq);
  for (const item of change.items) putViewerItem(cache, item);
}

export function replaceViewerItems(cache: WritableCache, { seq, items }: Of<'viewerItemsReplaced'>): void {
  if (seq < (getFact(cache, 'viewerSeq') ?? 0)) return;
  cache.run('DELETE FROM cache_viewer_items');
  changeViewerItems(cache, { since: 0, seq, items });
}

function putViewerItem(cache: WritableCache, item: ViewerItemRow): void {
  if (item.value === null) cache.run('DELETE FROM cache_viewer_items WHERE kind = ? AND key = ?', item.kind, item.key);
  else cache.run('REPLACE INTO cache_viewer_items (kind, key, body) VALUES (?, ?, ?)', item.kind, item.key, JSON.stringify(item));
}
