import { type ReactNode, useId, useState } from 'react';
import type { Bridge } from '../../../bridge/bridge.ts';
import { LOCK_MINUTES } from '../../../bridge/preferences.ts';
import type { AppPreferences } from '../../graphql/use-app-preferences.ts';
import { useLockState } from '../../graphql/use-app-state.ts';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Select.tsx';
import { Switch } from '../../ui/Switch.tsx';
import styles from './app-section.module.css';
import { PinDialog } from './PinDialog.tsx';

interface LockPartProps {
  app: AppPreferences;
  bridge: Bridge;
}

const minutes = LOCK_MINUTES.map((count) => ({
  value: String(count),
  label: count === 0 ? t('desktop.lockNever') : t('desktop.minutes', { count }),
}));

/** The PIN, and when it is asked for; what a locked screen hides. */
export function LockPart({ app: { preferences, change }, bridge }: LockPartProps): ReactNode {
  const headingId = useId();
  const state = useLockState(bridge);
  const [open, setOpen] = useState<'set' | 'remove'>();
  if (state === undefined) return null;
  const { hasPin, canHavePin } = state;
  return (
    <section className={styles.section} aria-labelledby={headingId}>
      <h3 id={headingId}>{t('desktop.privacy')}</h3>
      <p className={styles.soft}>{t(!canHavePin ? 'desktop.pinNever' : hasPin ? 'desktop.pinSet' : 'desktop.pinNone')}</p>
      <div className={styles.card}>
        {hasPin && (
          <>
            <div className={styles.setting}>
              <Select
                label={t('desktop.lockAfter')}
                value={String(preferences.lockAfterMinutes)}
                options={minutes}
                onChange={(value) => change({ lockAfterMinutes: LOCK_MINUTES.find((each) => String(each) === value) ?? 15 })}
              />
            </div>
            <Switch
              label={t('desktop.lockScreen')}
              isOn={preferences.locksWithScreen}
              onChange={(locksWithScreen) => change({ locksWithScreen })}
            />
          </>
        )}
        <Switch label={t('desktop.hide')} isOn={preferences.hidesWithScreen} onChange={(hidesWithScreen) => change({ hidesWithScreen })} />
      </div>
      {canHavePin && (
        <div className={styles.row}>
          {hasPin && (
            <Button icon="lock" onPress={() => void bridge.call('lock.close', {})}>
              {t('desktop.lockNow')}
            </Button>
          )}
          <Button onPress={() => setOpen('set')}>{t(hasPin ? 'desktop.pinChange' : 'desktop.pinChoose')}</Button>
          {hasPin && (
            <Button tone="dangerQuiet" onPress={() => setOpen('remove')}>
              {t('desktop.pinRemove')}
            </Button>
          )}
        </div>
      )}
      {open !== undefined && <PinDialog bridge={bridge} purpose={open} hasPin={hasPin} onClose={() => setOpen(undefined)} />}
    </section>
  );
}
