import { type ReactNode, useState } from 'react';
import { useCreateGroup } from '../../graphql/use-create-group.ts';
import { useSession } from '../../graphql/use-session.ts';
import { useStartDirect } from '../../graphql/use-start-direct.ts';
import { explainError } from '../../lib/explain-error.ts';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { ChosenPeople } from './ChosenPeople.tsx';
import { PeoplePicker } from './PeoplePicker.tsx';
import styles from './people.module.css';
import { useChosenPeople } from './use-chosen-people.ts';

interface NewConversationDialogProps {
  onClose: () => void;
  onOpen: (conversationId: string) => void;
  /** To the groups that everybody may join. */
  onBrowse: () => void;
}

const kinds = [
  { value: 'direct', label: t('new.direct'), icon: 'person' },
  { value: 'group', label: t('new.group'), icon: 'group' },
] as const;

/** Finds the people and opens the conversation: with one at a press, with several by name. */
export function NewConversationDialog({ onClose, onOpen, onBrowse }: NewConversationDialogProps): ReactNode {
  const { viewer } = useSession();
  const startDirect = useStartDirect();
  const createGroup = useCreateGroup();
  const { chosen, toggle } = useChosenPeople();
  const [kind, setKind] = useState<'direct' | 'group'>('direct');
  const [name, setName] = useState('');
  const [isPublic, setIsPublic] = useState(false);
  const [nameProblem, setNameProblem] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);

  async function open(start: () => Promise<string>) {
    setIsPending(true);
    setProblem(undefined);
    try {
      onOpen(await start());
    } catch (error) {
      setProblem(explainError(error));
      setIsPending(false);
    }
  }

  function create() {
    if (name.trim() === '') setNameProblem(t('new.groupNameMissing'));
    else void open(() => createGroup({ name: name.trim(), memberIds: chosen.map(({ id }) => id), isPublic }));
  }

  const isGroup = kind === 'group';
  return (
    <Dialog title={t('new.title')} onClose={onClose}>
      <div className={styles.top}>
        <Choice label={t('new.kind')} value={kind} options={kinds} onChange={setKind} />
        {isGroup && (
          <Field
            label={t('new.groupName')}
            name="groupName"
            value={name}
            onChange={(value) => {
              setName(value);
              setNameProblem(undefined);
            }}
            placeholder={t('new.groupNamePlaceholder')}
            error={nameProblem}
            maxLength={80}
            autoComplete="off"
          />
        )}
        {isGroup && <Switch label={t('new.public')} hint={t('new.publicHint')} isOn={isPublic} onChange={setIsPublic} />}
        {isGroup && <ChosenPeople people={chosen} onRemove={toggle} />}
        {!isGroup && (
          <Button icon="group" onPress={onBrowse}>
            {t('browse.title')}
          </Button>
        )}
        {problem !== undefined && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
      </div>
      <PeoplePicker
        onPick={(person) => (isGroup ? toggle(person) : void open(() => startDirect(person.id)))}
        stateOf={(person) => ({
          isChosen: isGroup && chosen.some(({ id }) => id === person.id),
          ...(person.id === viewer?.id && (isGroup ? { isDisabled: true, detail: t('app.you') } : { detail: t('new.notes') })),
        })}
      />
      {isGroup && (
        <footer className={styles.footer}>
          <span className={styles.count}>{chosen.length > 0 && t('new.chosen', { count: chosen.length })}</span>
          <Button tone="primary" isPending={isPending} isDisabled={chosen.length === 0 && !isPublic} onPress={create}>
            {t('new.create')}
          </Button>
        </footer>
      )}
    </Dialog>
  );
}
