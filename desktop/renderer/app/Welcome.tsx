import type { ReactNode } from 'react';
import { useOutletContext } from 'react-router';
import { FirstSteps } from '../features/onboarding/FirstSteps.tsx';
import { t } from '../lib/translate.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { Mark } from '../ui/Mark.tsx';
import { keys as keysOf } from './keyboard-keys.ts';
import type { ShellContext } from './shell-context.ts';
import styles from './welcome.module.css';

const shortcuts = [
  { words: t('welcome.jump'), keys: [keysOf('jump')] },
  { words: t('welcome.next'), keys: [keysOf('next'), keysOf('previous')] },
  { words: t('welcome.send'), keys: ['Enter', 'Shift Enter'] },
  { words: t('welcome.read'), keys: ['Esc'] },
  { words: t('help.title'), keys: [keysOf('help')] },
];

/** What there is to see while no conversation is open. */
export function Welcome(): ReactNode {
  const { onNew } = useOutletContext<ShellContext>();
  return (
    <div className={styles.welcome}>
      <Mark size="large" />
      <h2 className={styles.title}>{t('welcome.title')}</h2>
      <p className={styles.hint}>{t('welcome.hint')}</p>
      <FirstSteps onNew={onNew} />
      <dl className={styles.shortcuts}>
        {shortcuts.map(({ words, keys }) => (
          <div key={words} className={styles.shortcut}>
            <dt>{words}</dt>
            <dd>
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
