import { useMemo } from 'react';
import type { MessageRef } from '../../sync/quotes.ts';
import { useSync } from './client-context.ts';
import type { TimelineMessage } from './timeline-message.ts';
import { toTimelineMessage } from './to-timeline-message.ts';
import { useKnownNames } from './use-known-names.ts';
import { useReadable } from './use-readable.ts';

export interface QuoteView {
  /** `missing`: the viewer may see no such message. */
  readonly status: 'loading' | 'ready' | 'missing';
  readonly message?: TimelineMessage;
}

/** A message that another one quotes, kept current when it is edited or deleted. */
export function useQuote(conversationId: string, ref: MessageRef): QuoteView {
  const { history, replica } = useSync();
  const { status, row } = useReadable(history.quotes.of(conversationId, ref));
  const names = useKnownNames();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a quote names its sender.
  return useMemo(() => ({ status, ...(row !== null && { message: toTimelineMessage(replica, row) }) }), [replica, status, row, names]);
}
