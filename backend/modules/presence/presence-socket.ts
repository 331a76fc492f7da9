import type { Viewer } from '../../context.ts';
import type { PresenceChanged, ProfileChanged } from '../../realtime/events.ts';
import type { DeviceKind } from './device.ts';

/** A socket that has signed in, as presence knows it: a device of a person, and one that watches others. */
export interface PresenceSocket {
  /** Null before it has signed in. */
  readonly viewer: Viewer | null;
  readonly deviceKind: DeviceKind;
  /** Sends the event to the `events` operations of the socket. */
  show(event: PresenceChanged | ProfileChanged): void;
}
