import type { ReactNode } from 'react';
import { passwordLength, passwordMinimum } from '../lib/password-rule.ts';
import { t } from '../lib/translate.ts';
import { Icon } from './Icon.tsx';
import styles from './password-rule.module.css';

/** The rule a password follows, and how far along it is while it is typed. */
export function PasswordRule({ password }: { password: string }): ReactNode {
  const length = passwordLength(password);
  const isMet = length >= passwordMinimum;
  return (
    <div className={styles.rule} data-met={isMet}>
      <meter
        className={styles.meter}
        min={0}
        max={passwordMinimum}
        value={Math.min(length, passwordMinimum)}
        aria-label={t('auth.passwordHint')}
      />
      <p className={styles.words}>
        {isMet && <Icon name="check" size="small" />}
        {t('auth.passwordHint')}
      </p>
    </div>
  );
}
