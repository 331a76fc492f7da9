import type { ReactNode } from 'react';
import type { NotificationChoices } from '../../../sync/records.ts';
import { t } from '../../lib/translate.ts';
import { Switch } from '../../ui/Switch.tsx';
import styles from './notification-settings.module.css';

type Hours = NotificationChoices['quietHours'];

interface QuietHoursProps {
  hours: Hours;
  onChange: (hours: Hours) => void;
}

const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** When not to be told of anything, by the clock of where this was chosen. */
export function QuietHours({ hours, onChange }: QuietHoursProps): ReactNode {
  // A half-typed time is empty: it changes nothing.
  const change = (part: Partial<Hours>) => {
    if (Object.values(part).every((value) => value !== '')) onChange({ ...hours, ...part, timeZone });
  };
  return (
    <div>
      <Switch label={t('notice.quiet')} hint={t('notice.quietHint')} isOn={hours.isOn} onChange={(isOn) => change({ isOn })} />
      {hours.isOn && (
        <div className={styles.hours}>
          <label>
            {t('notice.quietFrom')}
            <input type="time" required value={hours.from} onChange={({ target }) => change({ from: target.value })} />
          </label>
          <label>
            {t('notice.quietTo')}
            <input type="time" required value={hours.to} onChange={({ target }) => change({ to: target.value })} />
          </label>
          <span className={styles.zone}>{hours.timeZone}</span>
        </div>
      )}
    </div>
  );
}
