import type { AppContext, Viewer } from '../../context.ts';
import type { MessageView } from './message.ts';
import { changeMessage, type MessageOperation } from './message-changes.service.ts';

/**
 * Pins a message for everyone, or takes the pin away; a system message tells of a pin (MSG-2). Errors: those of `changeMessage`; FORBIDDEN
 * for whom the group does not let pin.
 */
export function setPinned(app: AppContext, viewer: Viewer, input: MessageOperation & { isPinned: boolean }): Promise<MessageView> {
  const { isPinned, ...operation } = input;
  return changeMessage(app, viewer, {
    ...operation,
    act: 'pin',
    work: async ({ change, row, now }) => {
      if ((row.pinned_at !== null) === isPinned) return null;
      if (!isPinned) return { pinned_at: null, pinned_by_id: null };
      // Told before the pin: who hears of the pin alone misses a number and asks for it.
      await change.say(viewer.userId, { kind: 'MESSAGE_PINNED', userIds: [], name: null, messageSeq: row.seq });
      return { pinned_at: now, pinned_by_id: viewer.userId };
    },
  });
}
