import type { ShellEvents } from './shell-calls.ts';
import type { WorkspaceEvents } from './workspace-calls.ts';

/** Everything that main tells a page, by name. */
export type Events = ShellEvents & WorkspaceEvents;
export type EventName = keyof Events;
