import { type ReactNode, useState } from 'react';
import type { Person } from '../../../sync/records.ts';
import { useIsBlocked } from '../../graphql/use-people.ts';
import { usePresence } from '../../graphql/use-presence.ts';
import { useProfile } from '../../graphql/use-profile.ts';
import { useSession } from '../../graphql/use-session.ts';
import { useStartDirect } from '../../graphql/use-start-direct.ts';
import { presenceText } from '../../lib/presence-text.ts';
import { shownStatus } from '../../lib/shown-status.ts';
import { localTime } from '../../lib/time-labels.ts';
import { t } from '../../lib/translate.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useMinute } from '../../ui/use-minute.ts';
import { BlockButton } from './BlockButton.tsx';
import { ContactButtons } from './ContactButtons.tsx';
import styles from './person-card.module.css';
import { useAct } from './use-act.ts';

interface PersonCardProps {
  person: Person;
  onClose: () => void;
  onOpen: (conversationId: string) => void;
  onReport: () => void;
}

/** Who somebody is, whether they are here, and what one can do about them (ID-6, PEOPLE-2, PEOPLE-3). */
export function PersonCard({ person, onClose, onOpen, onReport }: PersonCardProps): ReactNode {
  const { viewer } = useSession();
  const profile = useProfile(person.id);
  const presence = usePresence(person.id);
  const isBlocked = useIsBlocked(person.id);
  const now = useMinute();
  const startDirect = useStartDirect();
  const { problem, isPending, run } = useAct();
  const [isOpening, setIsOpening] = useState(false);
  const here = presence && presenceText(presence, now);
  const name = profile?.displayName ?? person.displayName;

  return (
    <Dialog title={name} onClose={onClose}>
      <div className={styles.card}>
        <Avatar id={person.id} name={name} size="large" status={shownStatus(presence)} />
        <div className={styles.words}>
          <p className={styles.soft}>@{person.username}</p>
          {profile?.title != null && <p dir="auto">{profile.title}</p>}
          {(profile?.statusEmoji ?? profile?.statusText) != null && (
            <p dir="auto">{[profile?.statusEmoji, profile?.statusText].filter(Boolean).join(' ')}</p>
          )}
          {here !== undefined && <p className={styles.soft}>{here}</p>}
          {profile?.timeZone != null && <p className={styles.soft}>{t('person.localTime', { time: localTime(now, profile.timeZone) })}</p>}
        </div>
      </div>
      <div className={styles.actions}>
        <Button
          tone="primary"
          icon="chat"
          isPending={isOpening && isPending}
          onPress={() => {
            setIsOpening(true);
            run(async () => onOpen(await startDirect(person.id)));
          }}
        >
          {t('person.message')}
        </Button>
        {person.id !== viewer?.id && (
          <>
            {!isBlocked && <ContactButtons userId={person.id} run={run} />}
            <BlockButton person={person} run={run} />
            <Button icon="alert" tone="dangerQuiet" onPress={onReport}>
              {t('person.report')}
            </Button>
          </>
        )}
      </div>
      {isBlocked && <p className={styles.note}>{t('person.blocked')}</p>}
      {problem !== undefined && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </Dialog>
  );
}
