import { type ReactNode, useId } from 'react';
import { useSettings } from '../../graphql/use-settings.ts';
import { t } from '../../lib/translate.ts';
import { Choice } from '../../ui/Choice.tsx';
import styles from './settings.module.css';
import { useSaving } from './use-saving.ts';

const modes = [
  { value: 'AUTOMATIC', label: t('settings.presence.AUTOMATIC'), icon: 'check' },
  { value: 'BUSY', label: t('settings.presence.BUSY'), icon: 'minus' },
  { value: 'INVISIBLE', label: t('settings.presence.INVISIBLE'), icon: 'eyeOff' },
] as const;

/** What others see of one's being here (PRESENCE-1). */
export function PresenceChoice(): ReactNode {
  const headingId = useId();
  const { settings, update } = useSettings();
  const { problem, save } = useSaving();
  return (
    <section className={styles.section} aria-labelledby={headingId}>
      <h3 id={headingId}>{t('settings.presence')}</h3>
      <Choice
        label={t('settings.presence')}
        value={settings.presenceMode}
        options={modes}
        isWordy
        onChange={(presenceMode) => save(update({ presenceMode }))}
      />
      <p className={styles.soft}>{t(`settings.presenceHint.${settings.presenceMode}`)}</p>
      {problem !== undefined && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}
