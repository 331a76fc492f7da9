import { type ReactNode, useState } from 'react';
import type { Person } from '../../../sync/records.ts';
import { useIsBlocked, usePeople } from '../../graphql/use-people.ts';
import { explainError } from '../../lib/explain-error.ts';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import type { Run } from './use-act.ts';

/** Blocks a person after a question, or unblocks them (PEOPLE-3). */
export function BlockButton({ person, run }: { person: Person; run: Run }): ReactNode {
  const { act } = usePeople();
  const isBlocked = useIsBlocked(person.id);
  const [isAsking, setIsAsking] = useState(false);
  if (isBlocked) return <Button onPress={() => run(() => act('unblockUser', person.id))}>{t('person.unblock')}</Button>;
  return (
    <>
      <Button icon="minus" tone="dangerQuiet" onPress={() => setIsAsking(true)}>
        {t('person.block')}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={t('person.blockTitle', { name: person.displayName })}
          hint={t('person.blockHint')}
          confirmLabel={t('person.block')}
          onConfirm={() => act('blockUser', person.id)}
          onClose={() => setIsAsking(false)}
          explain={explainError}
        />
      )}
    </>
  );
}
