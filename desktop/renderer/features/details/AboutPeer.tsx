import type { ReactNode } from 'react';
import type { Person } from '../../../sync/records.ts';
import { useShowPerson } from '../../graphql/person-card.ts';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { PresenceLine } from './PresenceLine.tsx';

/** Whether the other one is here, and the way to everything else about them. */
export function AboutPeer({ peer }: { peer: Person }): ReactNode {
  const showPerson = useShowPerson();
  return (
    <>
      <PresenceLine userId={peer.id} />
      <Button size="small" icon="person" onPress={() => showPerson({ type: 'card', person: peer })}>
        {t('person.card', { name: peer.displayName })}
      </Button>
    </>
  );
}
