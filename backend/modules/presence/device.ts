/** What kind of program a socket belongs to. */
export type DeviceKind = 'DESKTOP' | 'WEB' | 'OTHER';

/** One connected socket of a person. */
export interface Device {
  readonly kind: DeviceKind;
  /** Had input within the last five minutes. */
  readonly isActive: boolean;
  /** Which of the person's devices it belongs to, by its session: the tabs of a browser are one. Missing where nothing was said of its use. */
  readonly use?: DeviceUse;
}

/** When a person took a device up, after another one or at its start. */
export interface DeviceUse {
  /** The session behind it. */
  readonly deviceId: string;
  readonly usedAt: string;
}

/** The devices of a person that are connected, on every node that can be asked. */
export interface Whereabouts {
  readonly devices: readonly Device[];
  /** Of two answers about a person the higher is the later; null: the other nodes could not be asked. */
  readonly version: number | null;
}

/** What became of devices of people: by person, by device; null for one that went. */
export type DeviceMoves = ReadonlyMap<string, ReadonlyMap<string, Device | null>>;

const device = (kind: DeviceKind, isActive: boolean): Device => Object.freeze({ kind, isActive });

const DEVICES = {
  DESKTOP: [device('DESKTOP', false), device('DESKTOP', true)],
  WEB: [device('WEB', false), device('WEB', true)],
  OTHER: [device('OTHER', false), device('OTHER', true)],
} as const satisfies Record<DeviceKind, readonly Device[]>;

/** The one object for all devices of this kind of which nothing else is known: thousands of sockets hold it. */
export const deviceOf = (kind: DeviceKind, isActive: boolean, use: DeviceUse | null = null): Device =>
  use === null ? DEVICES[kind][isActive ? 1 : 0] : { kind, isActive, use };

/** The kind that a client names, else what its connection tells: pages come with an origin, programs without. */
export function deviceKindOf(named: unknown, origin: string | null): DeviceKind {
  if (named === 'DESKTOP' || named === 'WEB' || named === 'OTHER') return named;
  return origin === null ? 'OTHER' : 'WEB';
}
