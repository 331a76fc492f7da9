import { type ReactNode, useId } from 'react';
import type { Bridge } from '../../../bridge/bridge.ts';
import type { AppPreferences } from '../../graphql/use-app-preferences.ts';
import { useUpdateState } from '../../graphql/use-app-state.ts';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import styles from './app-section.module.css';
import { updateText } from './update-text.ts';

interface UpdatePartProps {
  app: AppPreferences;
  bridge: Bridge;
}

const channels = [
  { value: 'stable', label: t('update.channel.stable'), icon: 'check' },
  { value: 'beta', label: t('update.channel.beta'), icon: 'clock' },
] as const;

/** Which version this is, and where the next one is (DESKTOP-1). */
export function UpdatePart({ app: { preferences, change }, bridge }: UpdatePartProps): ReactNode {
  const headingId = useId();
  const state = useUpdateState(bridge);
  if (state === undefined) return null;
  return (
    <section className={styles.section} aria-labelledby={headingId}>
      <h3 id={headingId}>{t('update.title')}</h3>
      <p className={styles.soft}>{t('update.version', { version: bridge.about.version })}</p>
      <div className={styles.row}>
        <p role="status">{updateText(state)}</p>
        {state.status === 'ready' && (
          <Button tone="primary" onPress={() => void bridge.call('updates.install', {})}>
            {t('update.install')}
          </Button>
        )}
        {(state.status === 'current' || state.status === 'failed') && (
          <Button icon="retry" onPress={() => void bridge.call('updates.check', {})}>
            {t('update.check')}
          </Button>
        )}
      </div>
      {state.status !== 'off' && (
        <Choice
          label={t('update.channel')}
          value={preferences.updateChannel}
          options={channels}
          onChange={(updateChannel) => change({ updateChannel })}
        />
      )}
    </section>
  );
}
