import { type ReactNode, useId } from 'react';
import { useSettings } from '../../graphql/use-settings.ts';
import { t } from '../../lib/translate.ts';
import { Choice } from '../../ui/Choice.tsx';
import { Switch } from '../../ui/Switch.tsx';
import styles from './settings.module.css';
import { useSaving } from './use-saving.ts';

const audiences = [
  { value: 'EVERYONE', label: t('settings.audience.EVERYONE'), icon: 'group' },
  { value: 'CONTACTS', label: t('settings.audience.CONTACTS'), icon: 'chat' },
  { value: 'NOBODY', label: t('settings.audience.NOBODY'), icon: 'eyeOff' },
] as const;

/** Who learns what of the person: their presence and what they have read (PRESENCE-3, RECEIPT-4). */
export function PrivacySettings(): ReactNode {
  const headingId = useId();
  const { settings, update } = useSettings();
  const { problem, save } = useSaving();
  return (
    <section className={styles.section} aria-labelledby={headingId}>
      <h3 id={headingId}>{t('settings.privacy')}</h3>
      <div className={styles.card}>
        <div className={styles.setting}>
          <p className={styles.question}>{t('settings.audience')}</p>
          <Choice
            label={t('settings.audience')}
            value={settings.presenceAudience}
            options={audiences}
            isWordy
            onChange={(presenceAudience) => save(update({ presenceAudience }))}
          />
        </div>
        <Switch
          label={t('settings.receipts')}
          hint={t('settings.receiptsHint')}
          isOn={settings.readReceipts}
          onChange={(readReceipts) => save(update({ readReceipts }))}
        />
      </div>
      {problem !== undefined && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}
