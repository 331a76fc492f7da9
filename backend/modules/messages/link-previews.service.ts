import type { AppContext } from '../../context.ts';
import { changeFromWithin } from '../conversations/member-change.service.ts';
import { findLinks } from './links.ts';
import type { LinkPreview, MessageRef } from './message.ts';
import { patchMessage } from './message-changes.service.ts';
import { summarise } from './page-summary.ts';

/** Has the links of a message that was sent or edited looked up beside; nothing waits for it, and a message is fine without. */
export function previewLater({ app, text }: { app: AppContext; text: string | null }, message: MessageRef): void {
  if (!app.config.linkPreviews || !app.jobs.isRunning || text === null || findLinks(text).length === 0) return;
  app.jobs.send('link-previews', message).catch((error: unknown) => {
    app.log.warn({ reason: error instanceof Error ? error.message : 'unknown' }, 'The links of a message will not be looked up');
  });
}

/**
 * Adds what the links of a message lead to (MSG-1): a change like any other, which is no edit. Where the message was edited or deleted
 * meanwhile, or its links lead to no page, nothing is changed. Rejects when the database is away.
 */
export async function addLinkPreviews(app: AppContext, { conversationId, messageId }: MessageRef): Promise<void> {
  const { rows } = await app.db.pool.query<{ text: string | null }>(
    'SELECT text FROM messages WHERE id = $1 AND conversation_id = $2 AND link_previews IS NULL',
    [messageId, conversationId],
  );
  const text = rows[0]?.text ?? null;
  if (text === null) return;
  const previews = (await Promise.all(findLinks(text).map((url) => preview(app, url)))).filter((each) => each !== null);
  if (previews.length === 0) return;
  await changeFromWithin(app, conversationId, (change) =>
    patchMessage(app, change, {
      messageId,
      toPatch: (row) => (row.text === text && row.link_previews === null ? { link_previews: previews } : null),
    }),
  );
}

async function preview(app: AppContext, url: string): Promise<LinkPreview | null> {
  const page = await app.pages.fetch(url);
  return page === null ? null : summarise(url, page.html);
}
