/** How long presence waits for what, in milliseconds. */
export interface PresenceTimes {
  /** After a clean close of a device before it is gone: a reload or a change of network does not flicker (PRESENCE-2). */
  readonly graceMs: number;
  /** Comings and goings within this time are told together: few statements for a whole office that reconnects. */
  readonly gatherMs: number;
  /** Before what failed is tried again. */
  readonly retryMs: number;
  /** After the bus was away, before what is watched is read again: by then every node has entered its devices again. */
  readonly settleMs: number;
  /** A node that has not renewed its lease for so long is dead, and its devices are gone. */
  readonly leaseMs: number;
  /** How often a node renews its lease and looks for dead ones. With `leaseMs` at most 30 s together (PRESENCE-2). */
  readonly renewMs: number;
}

export const PRESENCE_TIMES: PresenceTimes = {
  graceMs: 5_000,
  gatherMs: 50,
  retryMs: 1_000,
  settleMs: 5_000,
  leaseMs: 20_000,
  renewMs: 5_000,
};
