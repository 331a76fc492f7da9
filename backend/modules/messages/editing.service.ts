import type { AppContext, Viewer } from '../../context.ts';
import { previewLater } from './link-previews.service.ts';
import { resolveMentions } from './mentions.service.ts';
import type { MessageView } from './message.ts';
import { changeMessage, type MessageOperation, type MessagePatch } from './message-changes.service.ts';
import { checkText } from './message-text.ts';

/**
 * Gives a message of one's own another text; the one before is kept and can be read (MSG-2). Whom it mentions is found out anew.
 * Errors: those of `changeMessage`, VALIDATION_ERROR, MESSAGE_TOO_LARGE; FORBIDDEN too after the time that the server allows.
 */
export async function editMessage(app: AppContext, viewer: Viewer, input: MessageOperation & { text: string }): Promise<MessageView> {
  const { text, ...operation } = input;
  checkText(app.config, text);
  const mentions = await resolveMentions(app, input.conversationId, text);
  const edited = await changeMessage(app, viewer, {
    ...operation,
    act: 'edit',
    work: async ({ change, row, now }) => {
      if (row.text === text) return null;
      await change.tx.query('INSERT INTO message_edits (message_id, conversation_id, written_at, text) VALUES ($1, $2, $3, $4)', [
        row.id,
        row.conversation_id,
        row.edited_at ?? row.created_at,
        row.text,
      ]);
      // The links may be others now: what they lead to is looked up again.
      return { text, edited_at: now, mentioned_ids: mentions.userIds, mentions_all: mentions.isForAll, link_previews: null };
    },
  });
  previewLater({ app, text: edited.text }, input);
  return edited;
}

/**
 * Deletes a message for everyone: it keeps its place and nothing else, in the database as on every device. Deleting it again changes
 * nothing. Errors: those of `changeMessage`; FORBIDDEN for what another wrote, unless one may remove people from the group.
 */
export function deleteMessage(app: AppContext, viewer: Viewer, operation: MessageOperation): Promise<MessageView> {
  return changeMessage(app, viewer, {
    ...operation,
    act: 'delete',
    work: async ({ change, row, now }) => {
      if (row.deleted_at !== null) return null;
      await change.tx.query('DELETE FROM message_edits WHERE message_id = $1', [row.id]);
      return { ...NOTHING_LEFT, deleted_at: now };
    },
  });
}

const NOTHING_LEFT: MessagePatch = {
  text: null,
  mentioned_ids: [],
  mentions_all: false,
  reactions: null,
  pinned_at: null,
  pinned_by_id: null,
  forwarded_from: null,
  poll: null,
  link_previews: null,
};
