import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import type { ConversationDetail } from '../../graphql/conversation-item.ts';
import { useMembers } from '../../graphql/use-members.ts';
import { usePresence } from '../../graphql/use-presence.ts';
import { explainError } from '../../lib/explain-error.ts';
import { shownStatus } from '../../lib/shown-status.ts';
import { t } from '../../lib/translate.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import styles from './details-panel.module.css';
import { MemberList } from './MemberList.tsx';
import { PresenceLine } from './PresenceLine.tsx';
import { RenameDialog } from './RenameDialog.tsx';

interface DetailsPanelProps {
  conversation: ConversationDetail;
  onAddPeople: () => void;
}

function subtitle({ isSelf, peer, memberCount }: ConversationDetail): string {
  if (isSelf) return t('conversation.notes');
  return peer ? `@${peer.username}` : t('conversation.members', { count: memberCount });
}

/** Who is in a conversation and what one may change about it (CONV-2). */
export function DetailsPanel({ conversation, onAddPeople }: DetailsPanelProps): ReactNode {
  const { id, title, peer, isSelf, kind, canAddMembers, canLeave, canRename } = conversation;
  const [open, setOpen] = useState<'leave' | 'rename'>();
  const { leave } = useMembers(id);
  const presence = usePresence(isSelf ? undefined : peer?.id);
  const navigate = useNavigate();

  async function leaveGroup() {
    await leave();
    await navigate('/');
  }

  return (
    <div className={styles.panel}>
      <div className={styles.hero}>
        <Avatar id={peer?.id ?? id} name={title} size="large" status={shownStatus(presence)} />
        <div className={styles.titleLine}>
          <h2 className={styles.title} dir="auto">
            {title}
          </h2>
          {canRename && <IconButton icon="compose" size="small" label={t('details.rename')} onPress={() => setOpen('rename')} />}
        </div>
        <p className={styles.subtitle}>{subtitle(conversation)}</p>
        {peer !== undefined && !isSelf && <PresenceLine userId={peer.id} />}
      </div>
      {canAddMembers && (
        <Button icon="personAdd" isWide onPress={onAddPeople}>
          {t('details.add')}
        </Button>
      )}
      {kind === 'GROUP' && <MemberList conversation={conversation} />}
      {canLeave && (
        <div className={styles.leave}>
          <Button icon="leave" size="small" tone="dangerQuiet" onPress={() => setOpen('leave')}>
            {t('details.leave')}
          </Button>
        </div>
      )}
      {open === 'leave' && (
        <ConfirmDialog
          title={t('details.leaveTitle', { title })}
          hint={t('details.leaveHint')}
          confirmLabel={t('details.leaveSubmit')}
          onConfirm={leaveGroup}
          onClose={() => setOpen(undefined)}
          explain={explainError}
        />
      )}
      {open === 'rename' && <RenameDialog conversationId={id} name={title} onClose={() => setOpen(undefined)} />}
    </div>
  );
}
