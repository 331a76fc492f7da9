import { useSync } from './client-context.ts';
import { useReadable } from './use-readable.ts';

/** Another object whenever somebody whom this client knows has another name (ID-6): what names were put into is made anew. */
export function useKnownNames(): object {
  return useReadable(useSync().replica.names);
}
