import { DEFAULT_PERMISSIONS, type GroupPermissions, type PermissionLevel } from './conversations.policy.ts';

export type HistoryVisibility = 'ALL' | 'JOINED';

/** What a group is called and how it is set up (CONV-1, CONV-2, CONV-5). A direct conversation has none of it. */
export interface GroupSettings {
  readonly name: string | null;
  readonly topic: string | null;
  /** Whether everybody may find it and join it. */
  readonly isPublic: boolean;
  /** What those who join from now on see of what was before. */
  readonly historyVisibility: HistoryVisibility;
  readonly permissions: GroupPermissions;
}

/** The columns of `conversations` that hold them. */
export interface GroupColumns {
  name: string | null;
  topic: string | null;
  is_public: boolean;
  history_visibility: HistoryVisibility;
  may_post: PermissionLevel;
  may_invite: PermissionLevel;
  may_pin: PermissionLevel;
  may_edit: PermissionLevel;
}

/** Of the table or alias `c`. */
export const GROUP_COLUMNS = 'c.name, c.topic, c.is_public, c.history_visibility, c.may_post, c.may_invite, c.may_pin, c.may_edit';

export const toGroupSettings = (row: GroupColumns): GroupSettings => ({
  name: row.name,
  topic: row.topic,
  isPublic: row.is_public,
  historyVisibility: row.history_visibility,
  permissions: { post: row.may_post, invite: row.may_invite, pin: row.may_pin, edit: row.may_edit },
});

/** What a former member knows of it. */
export const UNKNOWN_SETTINGS: GroupSettings = {
  name: null,
  topic: null,
  isPublic: false,
  historyVisibility: 'ALL',
  permissions: DEFAULT_PERMISSIONS,
};
