import type { Activity } from './activity.ts';
import type { EventIntake } from './event-intake.ts';
import type { PresenceWatch } from './presence-watch.ts';
import type { Profiles } from './profiles.ts';
import type { ReadMarks } from './read-marks.ts';
import type { Recovery } from './recovery.ts';
import type { Typing } from './typing.ts';
import type { ViewerItems } from './viewer-items.ts';
import type { MessageChanged, WireEvent } from './wire.ts';

/** Whom events are for. */
interface EventTargets {
  readonly viewerId: string;
  readonly typing: Typing;
  readonly presence: PresenceWatch;
  readonly profiles: Profiles;
  readonly activity: Activity;
  readonly viewerItems: ViewerItems;
  readonly readMarks: ReadMarks;
}

interface Takers {
  readonly intake: EventIntake;
  readonly recovery: Recovery;
}

/** Hands an event to the part that it is for. What takes a number of a conversation goes to the intake, and what nobody knows ends there. */
export function routeEvent(targets: EventTargets, { intake, recovery }: Takers, event: WireEvent): void {
  if (event.__typename === 'TypingChanged') targets.typing.receive(event);
  else if (event.__typename === 'PresenceChanged') targets.presence.receive(event);
  else if (event.__typename === 'ProfileChanged') targets.profiles.receive(event.user);
  else if (event.__typename === 'DeviceUsed') targets.activity.deviceUsed(event);
  else if (event.__typename === 'EventsInterrupted') recovery.interrupted();
  else if (event.__typename === 'ViewerItemChanged') targets.viewerItems.receive(event);
  else intake.receive(event);
  if (event.__typename === 'MessageChanged') messageCame(targets, event);
}

function messageCame({ viewerId, typing, readMarks }: EventTargets, { conversationId, seq, message }: MessageChanged): void {
  typing.ended(conversationId, message.sender.id);
  if (message.seq === seq && message.sender.id !== viewerId) readMarks.delivered(conversationId);
}
