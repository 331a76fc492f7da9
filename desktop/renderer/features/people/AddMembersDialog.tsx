import { type ReactNode, useState } from 'react';
import { useMembers } from '../../graphql/use-members.ts';
import { explainError } from '../../lib/explain-error.ts';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ChosenPeople } from './ChosenPeople.tsx';
import { PeoplePicker } from './PeoplePicker.tsx';
import styles from './people.module.css';
import { useChosenPeople } from './use-chosen-people.ts';

interface AddMembersDialogProps {
  conversationId: string;
  title: string;
  onClose: () => void;
}

/** Finds people and adds them to a group (CONV-2). */
export function AddMembersDialog({ conversationId, title, onClose }: AddMembersDialogProps): ReactNode {
  const { members, add } = useMembers(conversationId);
  const { chosen, toggle } = useChosenPeople();
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);

  async function submit() {
    setIsPending(true);
    try {
      await add(chosen.map(({ id }) => id));
      onClose();
    } catch (error) {
      setProblem(explainError(error));
      setIsPending(false);
    }
  }

  return (
    <Dialog title={t('details.addTo', { title })} onClose={onClose}>
      <div className={styles.top}>
        <ChosenPeople people={chosen} onRemove={toggle} />
        {problem !== undefined && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
      </div>
      <PeoplePicker
        onPick={toggle}
        stateOf={(person) => ({
          isChosen: chosen.some(({ id }) => id === person.id),
          ...(members.some((member) => member.person.id === person.id) && {
            isDisabled: true,
            detail: t('details.alreadyIn'),
          }),
        })}
      />
      <footer className={styles.footer}>
        <Button tone="primary" isPending={isPending} isDisabled={chosen.length === 0} onPress={() => void submit()}>
          {t('details.addSubmit', { count: chosen.length })}
        </Button>
      </footer>
    </Dialog>
  );
}
