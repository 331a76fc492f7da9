/** What a person says of themselves beside their name (ID-6). */
export interface Profile {
  readonly title: string | null;
  /** IANA name, like `Europe/Berlin`. */
  readonly timeZone: string | null;
  readonly statusText: string | null;
  readonly statusEmoji: string | null;
  /** From then on the status is shown to nobody; null without an end. */
  readonly statusExpiresAt: string | null;
}

/** The columns of a `Profile`, of the table or alias `u`. */
export const PROFILE_COLUMNS = `u.title, u.time_zone AS "timeZone", u.status_text AS "statusText", u.status_emoji AS "statusEmoji",
  u.status_expires_at AS "statusExpiresAt"`;

/** What a row tells of a person; null where it tells nothing, as for most. */
export function toProfile({ title, timeZone, statusText, statusEmoji, statusExpiresAt }: Profile): Profile | null {
  if (title === null && timeZone === null && statusText === null && statusEmoji === null) return null;
  return { title, timeZone, statusText, statusEmoji, statusExpiresAt };
}

/** The profile with its status, if that has not expired (ID-6). */
export function withStatusNow(profile: Profile | null | undefined, nowMs = Date.now()): Profile {
  const { title, timeZone, ...status } = profile ?? NO_PROFILE;
  const isOver = status.statusExpiresAt !== null && Date.parse(status.statusExpiresAt) <= nowMs;
  return isOver ? { ...NO_PROFILE, title, timeZone } : { title, timeZone, ...status };
}

const NO_PROFILE: Profile = { title: null, timeZone: null, statusText: null, statusEmoji: null, statusExpiresAt: null };
