import { lazy, type ReactNode, Suspense, useState } from 'react';
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
import { AboutPeer } from './AboutPeer.tsx';
import styles from './details-panel.module.css';
import { MemberList } from './MemberList.tsx';
import { PinnedList } from './PinnedList.tsx';
import { VerifiedLine } from './VerifiedLine.tsx';

const EditGroupDialog = lazy(async () => ({ default: (await import('./EditGroupDialog.tsx')).EditGroupDialog }));
const InvitationDialog = lazy(async () => ({ default: (await import('./InvitationDialog.tsx')).InvitationDialog }));

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
  const { id, title, peer, isSelf, kind, can, settings } = conversation;
  const canEdit = can.rename || can.editTopic || can.setPermissions;
  const [open, setOpen] = useState<'leave' | 'edit' | 'invite'>();
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
          {canEdit && <IconButton icon="compose" size="small" label={t('group.edit')} onPress={() => setOpen('edit')} />}
        </div>
        <p className={styles.subtitle}>{subtitle(conversation)}</p>
        {settings.topic !== null && (
          <p className={styles.topic} dir="auto">
            {settings.topic}
          </p>
        )}
        {peer !== undefined && !isSelf && <AboutPeer peer={peer} />}
      </div>
      {can.addMembers && (
        <div className={styles.waysIn}>
          <Button icon="personAdd" isWide onPress={onAddPeople}>
            {t('details.add')}
          </Button>
          <Button icon="link" isWide onPress={() => setOpen('invite')}>
            {t('invite.button')}
          </Button>
        </div>
      )}
      <PinnedList conversationId={id} />
      {kind === 'GROUP' && <MemberList conversation={conversation} />}
      {can.leave && (
        <div className={styles.leave}>
          <Button icon="leave" size="small" tone="dangerQuiet" onPress={() => setOpen('leave')}>
            {t('details.leave')}
          </Button>
        </div>
      )}
      <VerifiedLine conversationId={id} />
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
      <Suspense>
        {open === 'edit' && <EditGroupDialog conversation={conversation} onClose={() => setOpen(undefined)} />}
        {open === 'invite' && <InvitationDialog conversationId={id} title={title} onClose={() => setOpen(undefined)} />}
      </Suspense>
    </div>
  );
}
