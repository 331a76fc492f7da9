import { createContext, useContext } from 'react';
import type { Person } from '../../sync/records.ts';

/** What is open about other people, above everything: their card, or a report of them or of a message of theirs. */
export type PersonDialog =
  | { readonly type: 'card'; readonly person: Person }
  | {
      readonly type: 'report';
      readonly person: Person;
      readonly message?: { readonly conversationId: string; readonly messageId: string };
    };

export const PersonDialogContext = createContext<(dialog: PersonDialog) => void>(() => {});

/** Opens a dialog about a person: `const show = useShowPerson()`. */
export const useShowPerson = (): ((dialog: PersonDialog) => void) => useContext(PersonDialogContext);
