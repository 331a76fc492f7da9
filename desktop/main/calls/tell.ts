import type { WebContents } from 'electron';
import type { EventName, Events } from '../../bridge/events.ts';
import { EVENT_CHANNEL } from '../../bridge/surface.ts';

type Listening = Pick<WebContents, 'send' | 'isDestroyed'>;

/** Tells a page that something happened. A window that is being closed is not told any more. */
export function tell<Name extends EventName>(contents: Listening, event: Name, payload: Events[Name]): void {
  if (!contents.isDestroyed()) contents.send(EVENT_CHANNEL, event, payload);
}
