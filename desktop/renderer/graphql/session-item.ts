/** A place where the viewer is signed in (ID-3). */
export interface SessionItem {
  readonly id: string;
  readonly device: string;
  readonly address?: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  /** Whether it is this one. */
  readonly current: boolean;
}
