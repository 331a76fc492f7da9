import type { Sync } from '../../sync/sync.ts';

/** How long, in milliseconds, what is shown stays while the messages of the next conversation are read; then its outline is shown. */
const PATIENCE_MS = 150;

/** The conversation that an address leads to. */
export const conversationAt = (pathname: string): string | undefined => /^\/c\/([^/]+)/.exec(pathname)?.[1];

/**
 * Reads a conversation's messages into memory before it is shown, so that it is drawn once. Undefined when there is nothing to wait for. Never rejects.
 */
export function openFirst(sync: Sync | null | undefined, conversationId: string): Promise<void> | undefined {
  if (sync?.replica.conversation(conversationId) === undefined) return undefined;
  const timeline = sync.replica.timeline(conversationId).get();
  if (timeline !== null && !timeline.isOpening) return undefined;
  const release = sync.history.hold(conversationId);
  const patience = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS));
  return Promise.race([sync.history.open(conversationId).catch(() => undefined), patience]).finally(release);
}
