import type { Draft } from '../../sync/records.ts';
import type { ReadableDb, WritableOwned } from './handles.ts';

export const listDrafts = (db: ReadableDb): Draft[] =>
  db.all<{ body: string }>('SELECT body FROM owned_drafts').map(({ body }) => JSON.parse(body) as Draft);

/** An empty one goes. */
export function setDraft(owned: WritableOwned, draft: Draft): void {
  if (draft.text === '') owned.run('DELETE FROM owned_drafts WHERE conversation_id = ?', draft.conversationId);
  else owned.run('REPLACE INTO owned_drafts (conversation_id, body) VALUES (?, ?)', draft.conversationId, JSON.stringify(draft));
}
