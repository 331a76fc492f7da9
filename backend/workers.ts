import type { AppContext } from './context.ts';
import { addLinkPreviews } from './modules/messages/link-previews.service.ts';
import { sendScheduledMessage } from './modules/messages/scheduled-messages.service.ts';
import type { Workers } from './platform/jobs.ts';

/** Who does which background work. */
export const workersOf = (app: AppContext): Workers => ({
  'scheduled-message': ({ id }) => sendScheduledMessage(app, id),
  'link-previews': (message) => addLinkPreviews(app, message),
});
