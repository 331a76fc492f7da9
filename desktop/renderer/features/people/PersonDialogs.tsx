import { type ReactNode, useState } from 'react';
import { type PersonDialog, PersonDialogContext } from '../../graphql/person-card.ts';
import { PersonCard } from './PersonCard.tsx';
import { ReportDialog } from './ReportDialog.tsx';

interface PersonDialogsProps {
  onOpen: (conversationId: string) => void;
  children: ReactNode;
}

/** Shows the card of a person, or the report of one, above everything below it. */
export function PersonDialogs({ onOpen, children }: PersonDialogsProps): ReactNode {
  const [dialog, setDialog] = useState<PersonDialog>();
  const close = () => setDialog(undefined);
  return (
    <PersonDialogContext value={setDialog}>
      {children}
      {dialog?.type === 'card' && (
        <PersonCard
          person={dialog.person}
          onClose={close}
          onReport={() => setDialog({ type: 'report', person: dialog.person })}
          onOpen={(id) => {
            close();
            onOpen(id);
          }}
        />
      )}
      {dialog?.type === 'report' && <ReportDialog person={dialog.person} message={dialog.message} onClose={close} />}
    </PersonDialogContext>
  );
}
