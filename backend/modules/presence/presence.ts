import type { Logger } from 'pino';
import type { Database } from '../../platform/database.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { Bus } from '../../realtime/bus.ts';
import type { PublicPerson } from '../people/people-cache.ts';
import type { Device, DeviceUse } from './device.ts';
import { PresenceDevices } from './presence-devices.ts';
import type { PresenceDirectory } from './presence-directory.ts';
import type { PresenceSocket } from './presence-socket.ts';
import { PRESENCE_TIMES } from './presence-times.ts';
import type { PresenceView } from './presence-view.ts';
import { PresenceWatches } from './presence-watches.ts';

interface PresenceOptions {
  readonly db: Database;
  readonly bus: Bus;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'presenceChanges'>;
  readonly directory: PresenceDirectory;
}

/**
 * Who is here, with which device, told to those who watch and may see it (PRESENCE-1 to -4). Not durable; takes no number.
 * Sockets of this node are devices of their people, and watch others.
 */
export class Presence {
  readonly #directory: PresenceDirectory;
  readonly #graceMs: number;
  readonly #devices: PresenceDevices;
  readonly #watches: PresenceWatches;
  readonly #stopListening: () => void;

  constructor(options: PresenceOptions, times = PRESENCE_TIMES) {
    const world = { ...options, times };
    this.#directory = options.directory;
    this.#graceMs = times.graceMs;
    this.#devices = new PresenceDevices(world);
    this.#watches = new PresenceWatches(world);
    this.#stopListening = options.bus.onRestored(() => this.#watches.readAgain());
  }

  /** People with a device on this node. */
  get peopleCount(): number {
    return this.#directory.userIdsHere.length;
  }

  /** A socket signed in. */
  came(socket: PresenceSocket): void {
    if (socket.viewer !== null) this.#devices.came(socket, socket.viewer.userId);
  }

  /** A socket that had signed in closed; `isLost`: its peer had not answered for long. */
  went(socket: PresenceSocket, { isLost }: { isLost: boolean }): void {
    this.#watches.closed(socket);
    this.#devices.went(socket, { isLost });
  }

  /** The device has had input, or none for five minutes (PRESENCE-1). */
  setActivity(socket: PresenceSocket, isActive: boolean): void {
    this.#devices.setActivity(socket, isActive);
  }

  /** The person took the device behind the socket up (NOTIFY-1). */
  used(socket: PresenceSocket, use: DeviceUse): void {
    this.#devices.used(socket, use);
  }

  /** Events flow to the socket from now on: until it names whom it watches, it is told of the people it has direct conversations with. */
  follow(socket: PresenceSocket): void {
    if (this.#devices.has(socket)) this.#watches.follow(socket);
  }

  /** Replaces whom the socket watches (PRESENCE-4); gives what its person may see of each of them now, in the same order. */
  async watch(socket: PresenceSocket, userIds: readonly string[]): Promise<PresenceView[]> {
    // One that closed meanwhile watches nobody.
    if (socket.viewer === null || !this.#devices.has(socket)) return [];
    return this.#watches.watch(socket, socket.viewer.userId, userIds);
  }

  /** The connected devices of a person on all nodes that can be asked. */
  async devicesOf(userId: string): Promise<readonly Device[]> {
    return (await this.#directory.read([userId])).get(userId)?.devices ?? [];
  }

  /** Two people began a direct conversation. */
  met(userId: string, peerId: string): void {
    this.#watches.tellBoth('PeopleMet', userId, peerId);
  }

  /** Two people became contacts, or are no longer, or one blocked or unblocked the other: both see at once what they may (PEOPLE-2, PEOPLE-3). */
  related(userId: string, peerId: string): void {
    this.#watches.tellBoth('PeopleRelated', userId, peerId);
  }

  /** The person changed their profile: those who watch them are told (ID-6). */
  profileChanged(user: PublicPerson): void {
    this.#watches.tellProfile(user);
  }

  /** The person decided anew what to show: those who watch learn at once (PRESENCE-3). */
  settingsChanged(userId: string): void {
    this.#devices.review(userId);
  }

  /** Leaves the directory, with the grace of a clean close for those who reconnect to another node. */
  async close(): Promise<void> {
    this.#stopListening();
    this.#watches.close();
    await this.#devices.close();
    await this.#directory.close(this.#graceMs);
  }
}
