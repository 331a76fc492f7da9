import type { Device, DeviceMoves, Whereabouts } from './device.ts';
import type { PresenceDirectory, WhereaboutsById } from './presence-directory.ts';

/** The directory of a single node, and what a node of many knows by itself. */
export class MemoryDirectory implements PresenceDirectory {
  readonly #devices = new Map<string, Map<string, Device>>();
  #version = 0;

  get userIdsHere(): string[] {
    return [...this.#devices.keys()];
  }

  /** The devices of the person on this node, by id. */
  devicesOf(userId: string): ReadonlyMap<string, Device> {
    return this.#devices.get(userId) ?? NO_DEVICES;
  }

  enter(moves: DeviceMoves): void {
    for (const [userId, devices] of moves) {
      for (const [id, device] of devices) this.#set(userId, id, device);
    }
  }

  async apply(moves: DeviceMoves): Promise<WhereaboutsById> {
    this.enter(moves);
    return this.read([...moves.keys()]);
  }

  async read(userIds: readonly string[]): Promise<WhereaboutsById> {
    this.#version = Math.max(this.#version + 1, Date.now() * 1000);
    return new Map(userIds.map((id) => [id, this.#whereabouts(id)]));
  }

  onMoved(): void {
    // Nothing moves here without a call.
  }

  async close(): Promise<void> {
    this.#devices.clear();
  }

  #whereabouts(userId: string): Whereabouts {
    return { devices: [...this.devicesOf(userId).values()], version: this.#version };
  }

  #set(userId: string, id: string, device: Device | null): void {
    const devices = this.#devices.get(userId) ?? new Map<string, Device>();
    if (device === null) devices.delete(id);
    else devices.set(id, device);
    if (devices.size === 0) this.#devices.delete(userId);
    else this.#devices.set(userId, devices);
  }
}

const NO_DEVICES: ReadonlyMap<string, Device> = new Map();
