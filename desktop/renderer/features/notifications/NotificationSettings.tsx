import { type ReactNode, useId, useState } from 'react';
import { NO_NOTIFICATION_CHOICES, type NotificationChoices } from '../../../sync/records.ts';
import { useSettings } from '../../graphql/use-settings.ts';
import { explainError } from '../../lib/explain-error.ts';
import { t } from '../../lib/translate.ts';
import { Choice } from '../../ui/Choice.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { Keywords } from './Keywords.tsx';
import styles from './notification-settings.module.css';
import { PermissionNotice } from './PermissionNotice.tsx';
import { QuietHours } from './QuietHours.tsx';

const levels = [
  { value: 'ALL', label: t('notice.level.ALL'), icon: 'bell' },
  { value: 'MENTIONS', label: t('notice.level.MENTIONS'), icon: 'at' },
  { value: 'NONE', label: t('notice.level.NONE'), icon: 'bellOff' },
] as const;

/** Of what one is notified, how and when not (NOTIFY-1, NOTIFY-2); the same on all of one's devices. */
export function NotificationSettings(): ReactNode {
  const headingId = useId();
  const { settings, update } = useSettings();
  const [problem, setProblem] = useState<string>();
  const choices = settings.notifications ?? NO_NOTIFICATION_CHOICES;

  function save(notifications: Partial<NotificationChoices>) {
    setProblem(undefined);
    update({ notifications }).catch((error: unknown) => setProblem(explainError(error)));
  }

  return (
    <section className={styles.section} aria-labelledby={headingId}>
      <h3 id={headingId}>{t('settings.section.notifications')}</h3>
      <PermissionNotice />
      <div className={styles.card}>
        <div className={styles.setting}>
          <p>{t('notice.level')}</p>
          <Choice label={t('notice.level')} value={choices.level} options={levels} isWordy onChange={(level) => save({ level })} />
        </div>
        <Switch
          label={t('notice.preview')}
          hint={t('notice.previewHint')}
          isOn={choices.isPreviewShown}
          onChange={(isPreviewShown) => save({ isPreviewShown })}
        />
        <Switch label={t('notice.sound')} isOn={choices.hasSound} onChange={(hasSound) => save({ hasSound })} />
        <QuietHours hours={choices.quietHours} onChange={(quietHours) => save({ quietHours })} />
        <Keywords keywords={choices.keywords} onChange={(keywords) => save({ keywords })} />
      </div>
      {problem !== undefined && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}
