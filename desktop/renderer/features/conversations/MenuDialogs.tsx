import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useFolders } from '../../graphql/use-folders.ts';
import { useMembers } from '../../graphql/use-members.ts';
import { useConversationActions } from '../../graphql/use-preferences.ts';
import { explainError } from '../../lib/explain-error.ts';
import { t } from '../../lib/translate.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { FolderNameDialog } from './FolderNameDialog.tsx';
import type { Asking } from './use-conversation-menu.ts';

interface MenuDialogsProps {
  asking: Asking;
  onClose: () => void;
}

/** What the menu of a conversation asks: the name of a new folder for it, or whether one really leaves. */
export function MenuDialogs({ asking: { what, conversation }, onClose }: MenuDialogsProps): ReactNode {
  const { id, title } = conversation;
  const { leave } = useMembers(id);
  const { create } = useFolders();
  const { moveToFolder } = useConversationActions();
  const navigate = useNavigate();
  if (what === 'folder') {
    return <FolderNameDialog onClose={onClose} onName={async (name) => moveToFolder(id, await create(name))} />;
  }
  return (
    <ConfirmDialog
      title={t('details.leaveTitle', { title })}
      hint={t('details.leaveHint')}
      confirmLabel={t('details.leaveSubmit')}
      onConfirm={async () => {
        await leave();
        if (window.location.pathname.startsWith(`/c/${id}`)) await navigate('/');
      }}
      onClose={onClose}
      explain={explainError}
    />
  );
}
