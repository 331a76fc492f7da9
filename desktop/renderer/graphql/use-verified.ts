import { useEffect } from 'react';
import type { Verified } from '../../sync/digests.ts';
import { useSync } from './client-context.ts';
import { useReadable } from './use-readable.ts';

/** When what this device holds of a conversation was found to be what the server has; null where it is not known. Has it compared when it is shown. */
export function useVerified(conversationId: string): Verified | null {
  const { digests } = useSync();
  useEffect(() => digests.check(conversationId), [digests, conversationId]);
  return useReadable(digests.of(conversationId));
}
