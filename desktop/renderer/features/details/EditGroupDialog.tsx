import { type FormEvent, type ReactNode, useState } from 'react';
import type { ConversationDetail } from '../../graphql/conversation-item.ts';
import { useGroup } from '../../graphql/use-group.ts';
import { explainError } from '../../lib/explain-error.ts';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import styles from './details-panel.module.css';
import { GroupRules } from './GroupRules.tsx';
import { changesOf } from './group-changes.ts';

interface EditGroupDialogProps {
  conversation: ConversationDetail;
  onClose: () => void;
}

/** Changes what a group is called, what it is about and, for its owner, who may do what (CONV-2). */
export function EditGroupDialog({ conversation, onClose }: EditGroupDialogProps): ReactNode {
  const { can } = conversation;
  const { update } = useGroup(conversation.id);
  // What the dialog opened with: what others change meanwhile stays as they made it.
  const [before] = useState(conversation.settings);
  const [settings, setSettings] = useState(before);
  const [nameProblem, setNameProblem] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isPending) return;
    if (settings.name?.trim() === '') return setNameProblem(t('new.groupNameMissing'));
    setIsPending(true);
    try {
      await update(changesOf(before, settings));
      onClose();
    } catch (error) {
      setProblem(explainError(error));
      setIsPending(false);
    }
  }

  return (
    <Dialog title={t('group.edit')} onClose={onClose}>
      <form className={styles.edit} onSubmit={(event) => void submit(event)} noValidate>
        <div className={styles.fields}>
          {can.rename && (
            <Field
              label={t('new.groupName')}
              name="groupName"
              value={settings.name ?? ''}
              onChange={(name) => {
                setSettings({ ...settings, name });
                setNameProblem(undefined);
              }}
              error={nameProblem}
              maxLength={80}
              autoComplete="off"
              autoFocus
            />
          )}
          {can.editTopic && (
            <TextArea
              label={t('group.topic')}
              value={settings.topic ?? ''}
              onChange={(topic) => setSettings({ ...settings, topic: topic.replaceAll('\n', ' ') })}
              placeholder={t('group.topicPlaceholder')}
              maxLength={250}
              rows={2}
            />
          )}
          {can.setPermissions && <GroupRules rules={settings} onChange={(rules) => setSettings({ ...settings, ...rules })} />}
          {problem !== undefined && (
            <p className={styles.problem} role="alert">
              {problem}
            </p>
          )}
        </div>
        <div className={styles.editActions}>
          <Button onPress={onClose}>{t('app.cancel')}</Button>
          <Button type="submit" tone="primary" isPending={isPending}>
            {t('group.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
