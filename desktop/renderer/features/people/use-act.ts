import { useState } from 'react';
import { explainError } from '../../lib/explain-error.ts';

export type Run = (act: () => Promise<void>) => void;

interface Acting {
  /** Why the last act was not done, in words. */
  readonly problem: string | undefined;
  readonly isPending: boolean;
  readonly run: Run;
}

/** Does something over the network, and says what went wrong. */
export function useAct(): Acting {
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);
  return {
    problem,
    isPending,
    run: (act) => {
      setProblem(undefined);
      setIsPending(true);
      act()
        .catch((error: unknown) => setProblem(explainError(error)))
        .finally(() => setIsPending(false));
    },
  };
}
