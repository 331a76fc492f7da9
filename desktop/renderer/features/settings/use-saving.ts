import { useState } from 'react';
import { explainError } from '../../lib/explain-error.ts';

interface Saving {
  /** Why the last change was not kept, in words. */
  readonly problem: string | undefined;
  save(change: Promise<unknown>): void;
}

/** Follows a change that is made at once and may fail later. */
export function useSaving(): Saving {
  const [problem, setProblem] = useState<string>();
  return {
    problem,
    save: (change) => {
      setProblem(undefined);
      change.catch((error: unknown) => setProblem(explainError(error)));
    },
  };
}
