import { useState } from 'react';
import { useConversations } from '../../graphql/use-conversations.ts';

export type Step = 'profile' | 'invite' | 'group' | 'note';

const steps: readonly Step[] = ['profile', 'invite', 'group', 'note'];
const storageKey = 'parley.firstSteps';
const dismissed = 'dismissed';

export interface FirstStepsView {
  /** False once all are done or the person has had enough, on this device. */
  readonly isShown: boolean;
  readonly steps: readonly { readonly step: Step; readonly isDone: boolean }[];
  /** Remembers what cannot be seen from what there is. */
  readonly done: (step: Step) => void;
  readonly dismiss: () => void;
}

/** How far somebody new has come. */
export function useFirstSteps(): FirstStepsView {
  const { status, conversations } = useConversations();
  const [kept, setKept] = useState(() => (localStorage.getItem(storageKey) ?? '').split(' '));
  function keep(word: string) {
    const words = [...kept, word].filter(Boolean);
    localStorage.setItem(storageKey, words.join(' '));
    setKept(words);
  }
  const isDone = (step: Step) =>
    kept.includes(step) ||
    (step === 'group' && conversations.some(({ kind }) => kind === 'GROUP')) ||
    (step === 'note' && conversations.some(({ isSelf, lastMessage }) => isSelf && lastMessage !== undefined));
  const shown = steps.map((step) => ({ step, isDone: isDone(step) }));
  return {
    isShown: status === 'ready' && !kept.includes(dismissed) && shown.some((each) => !each.isDone),
    steps: shown,
    done: keep,
    dismiss: () => keep(dismissed),
  };
}
