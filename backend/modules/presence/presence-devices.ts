import type { Logger } from 'pino';
import type { Database } from '../../platform/database.ts';
import type { Metrics } from '../../platform/metrics.ts';
import { type Bus, presenceTopic } from '../../realtime/bus.ts';
import { type Device, type DeviceMoves, type DeviceUse, deviceOf } from './device.ts';
import type { PresenceDirectory, WhereaboutsById } from './presence-directory.ts';
import { noteSeen, readFacts, type SeenTimes } from './presence-records.ts';
import type { PresenceSocket } from './presence-socket.ts';
import type { PresenceTimes } from './presence-times.ts';
import type { PresenceNews } from './presence-view.ts';

/** What presence works with. */
export interface PresenceWorld {
  readonly db: Database;
  readonly bus: Bus;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'presenceChanges'>;
  readonly directory: PresenceDirectory;
  readonly times: PresenceTimes;
}

interface LocalDevice {
  readonly id: string;
  readonly userId: string;
  isActive: boolean;
  use: DeviceUse | null;
}

/** The devices of this node: enters them in the directory and tells those who watch, once for each person however many watch (PRESENCE-4). */
export class PresenceDevices {
  readonly #world: PresenceWorld;
  readonly #devices = new Map<PresenceSocket, LocalDevice>();
  readonly #leaving = new Map<string, NodeJS.Timeout>();
  /** What waits to be told: by person, by device. */
  #moves = new Map<string, Map<string, Device | null>>();
  #seen = new Map<string, Date>();
  #gathering: NodeJS.Timeout | undefined;
  #isTelling = false;
  #isClosed = false;
  #lastId = 0;

  constructor(world: PresenceWorld) {
    this.#world = world;
    world.directory.onMoved((people, seenAt) => {
      const seen = new Map(seenAt === null ? [] : [...people.keys()].map((id) => [id, seenAt] as const));
      this.#tell(people, seen).catch((error: unknown) => this.#retry(error, [...people.keys()], seen));
    });
  }

  has(socket: PresenceSocket): boolean {
    return this.#devices.has(socket);
  }

  came(socket: PresenceSocket, userId: string): void {
    this.#lastId += 1;
    const device: LocalDevice = { id: String(this.#lastId), userId, isActive: true, use: null };
    this.#devices.set(socket, device);
    this.#seen.set(userId, new Date());
    this.#moved(socket, device);
  }

  /** The socket closed. One that was lost was given up long after its last sign of life: it has had its grace. */
  went(socket: PresenceSocket, { isLost }: { isLost: boolean }): void {
    const device = this.#devices.get(socket);
    if (device === undefined) return;
    this.#devices.delete(socket);
    const seenAt = new Date();
    const leave = () => {
      this.#leaving.delete(device.id);
      this.#seen.set(device.userId, seenAt);
      this.#move(device, null);
    };
    if (isLost) leave();
    else this.#leaving.set(device.id, setTimeout(leave, this.#world.times.graceMs).unref());
  }

  setActivity(socket: PresenceSocket, isActive: boolean): void {
    const device = this.#devices.get(socket);
    if (device === undefined) return;
    device.isActive = isActive;
    this.#moved(socket, device);
  }

  /** The person took the device up: others of theirs are not in use any more. */
  used(socket: PresenceSocket, use: DeviceUse): void {
    const device = this.#devices.get(socket);
    if (device === undefined) return;
    device.use = use;
    this.#moved(socket, device);
  }

  /** What the person decided changed: tells anew. */
  review(userId: string): void {
    this.#movesOf(userId);
    this.#gather(this.#world.times.gatherMs);
  }

  /** Notes that the people here were seen until now; tells nobody. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#gathering);
    for (const timer of this.#leaving.values()) clearTimeout(timer);
    const now = new Date();
    const { db, directory, log } = this.#world;
    const seen = new Map(directory.userIdsHere.map((id) => [id, now]));
    if (seen.size === 0) return;
    await noteSeen({ db }, seen).catch((error: unknown) => log.warn({ err: error }, 'when people were last seen could not be noted'));
  }

  #moved({ deviceKind }: PresenceSocket, device: LocalDevice): void {
    this.#move(device, deviceOf(deviceKind, device.isActive, device.use));
  }

  #move({ id, userId }: LocalDevice, device: Device | null): void {
    this.#movesOf(userId).set(id, device);
    this.#gather(this.#world.times.gatherMs);
  }

  #movesOf(userId: string): Map<string, Device | null> {
    const moves = this.#moves.get(userId) ?? new Map<string, Device | null>();
    this.#moves.set(userId, moves);
    return moves;
  }

  #gather(afterMs: number): void {
    if (this.#isClosed || this.#isTelling) return;
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      void this.#tellGathered();
    }, afterMs).unref();
  }

  /** One at a time: a later move of a device never overtakes an earlier one. */
  async #tellGathered(): Promise<void> {
    const [moves, seen]: [DeviceMoves, SeenTimes] = [this.#moves, this.#seen];
    [this.#moves, this.#seen] = [new Map(), new Map()];
    this.#isTelling = true;
    try {
      await this.#tell(await this.#world.directory.apply(moves), seen);
      this.#isTelling = false;
    } catch (error) {
      this.#isTelling = false;
      this.#retry(error, [...moves.keys()], seen);
    }
    if (this.#moves.size > 0) this.#gather(this.#world.times.gatherMs);
  }

  async #tell(people: WhereaboutsById, seen: SeenTimes): Promise<void> {
    const { db, bus, metrics } = this.#world;
    for (const facts of (await readFacts({ db }, people, seen)).values()) {
      const news: PresenceNews = { type: 'PresenceTold', facts };
      bus.publish(presenceTopic(facts.userId), news);
      metrics.presenceChanges.inc();
    }
  }

  /** The directory holds the moves already; what is missing is to tell of them. */
  #retry(error: unknown, userIds: readonly string[], seen: SeenTimes): void {
    if (this.#isClosed) return;
    this.#world.log.warn({ err: error }, 'presence could not be told; trying again');
    for (const id of userIds) this.#movesOf(id);
    for (const [id, seenAt] of seen) if (!this.#seen.has(id)) this.#seen.set(id, seenAt);
    this.#gather(this.#world.times.retryMs);
  }
}
