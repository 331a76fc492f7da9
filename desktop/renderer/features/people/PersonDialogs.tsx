import { lazy, type ReactNode, Suspense, useState } from 'react';
import { type PersonDialog, PersonDialogContext } from '../../graphql/person-card.ts';

const PersonCard = lazy(async () => ({ default: (await import('./PersonCard.tsx')).PersonCard }));
const ReportDialog = lazy(async () => ({ default: (await import('./ReportDialog.tsx')).ReportDialog }));

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
      <Suspense>
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
      </Suspense>
    </PersonDialogContext>
  );
}
