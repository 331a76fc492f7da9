import type { ReactNode } from 'react';
import type { PeopleAct } from '../../../sync/operation.ts';
import { usePeople } from '../../graphql/use-people.ts';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import type { IconName } from '../../ui/icons.ts';
import type { Run } from './use-act.ts';

interface Offer {
  readonly act: PeopleAct;
  readonly label: string;
  readonly icon: IconName;
}

const offers: Readonly<Record<'NONE' | 'REQUESTED' | 'RECEIVED' | 'ACCEPTED', readonly Offer[]>> = {
  NONE: [{ act: 'requestContact', label: t('person.add'), icon: 'personAdd' }],
  REQUESTED: [{ act: 'removeContact', label: t('person.takeBack'), icon: 'clock' }],
  RECEIVED: [
    { act: 'acceptContact', label: t('person.accept'), icon: 'check' },
    { act: 'declineContact', label: t('person.decline'), icon: 'close' },
  ],
  ACCEPTED: [{ act: 'removeContact', label: t('person.remove'), icon: 'personRemove' }],
};

/** What one can do about being contacts with a person (PEOPLE-2). */
export function ContactButtons({ userId, run }: { userId: string; run: Run }): ReactNode {
  const { stateOf, act } = usePeople();
  return offers[stateOf(userId) ?? 'NONE'].map((offer) => (
    <Button key={offer.act} icon={offer.icon} onPress={() => run(() => act(offer.act, userId))}>
      {offer.label}
    </Button>
  ));
}
