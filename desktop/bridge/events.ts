import type { AppEvents } from './app-calls.ts';
import type { LockEvents } from './lock-calls.ts';
import type { NoticeEvents } from './notice-calls.ts';
import type { PreferenceEvents } from './preference-calls.ts';
import type { ShellEvents } from './shell-calls.ts';
import type { UpdateEvents } from './update-calls.ts';
import type { WorkspaceEvents } from './workspace-calls.ts';

/** Everything that main tells a page, by name. */
export type Events = AppEvents & LockEvents & NoticeEvents & PreferenceEvents & ShellEvents & UpdateEvents & WorkspaceEvents;
export type EventName = keyof Events;
