import type { DeviceMoves, Whereabouts } from './device.ts';

/** Answers about people, by id. */
export type WhereaboutsById = ReadonlyMap<string, Whereabouts>;

/** Told when devices of people moved without a call: those of a node that died, or one's own that had to be entered again. */
export type OnMoved = (people: WhereaboutsById, seenAt: Date | null) => void;

/**
 * Which devices of each person are connected to any node of the installation. It is never durable: nodes enter what they hold.
 * Answers never fail: while the shared part is out of reach they tell of this node's devices alone.
 */
export interface PresenceDirectory {
  /** The people with devices on this node. */
  readonly userIdsHere: readonly string[];
  /** Enters, changes and removes devices of this node; gives where each of the people is then. A person without a move is only read, and versioned. */
  apply(moves: DeviceMoves): Promise<WhereaboutsById>;
  read(userIds: readonly string[]): Promise<WhereaboutsById>;
  onMoved(handler: OnMoved): void;
  /** Leaves: the devices of this node count for so long still, in milliseconds, so that those who reconnect elsewhere do not flicker. */
  close(graceMs: number): Promise<void>;
}
