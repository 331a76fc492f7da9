import type { ReactNode } from 'react';
import { useMessageActions } from '../../graphql/use-message-actions.ts';
import { explainError } from '../../lib/explain-error.ts';
import { t } from '../../lib/translate.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { EditHistoryDialog } from './EditHistoryDialog.tsx';
import { ForwardDialog } from './ForwardDialog.tsx';
import { ReadersDialog } from './ReadersDialog.tsx';
import type { DeskDialog } from './use-desk-dialog.ts';

interface DeskDialogsProps {
  dialog: DeskDialog;
  onClose: () => void;
}

/** The dialog about a message: who read it, what it said before, where to forward it, whether to delete it. */
export function DeskDialogs({ dialog: { type, message }, onClose }: DeskDialogsProps): ReactNode {
  const { remove } = useMessageActions();
  const { conversationId, seq = 0 } = message;
  switch (type) {
    case 'readers':
      return <ReadersDialog conversationId={conversationId} seq={seq} onClose={onClose} />;
    case 'history':
      return <EditHistoryDialog message={message} onClose={onClose} />;
    case 'forward':
      return <ForwardDialog message={message} onClose={onClose} />;
    case 'delete':
      return (
        <ConfirmDialog
          title={t('message.deleteTitle')}
          hint={t('message.deleteHint')}
          confirmLabel={t('message.deleteSubmit')}
          onConfirm={() => remove(message)}
          onClose={onClose}
          explain={explainError}
        />
      );
  }
}
