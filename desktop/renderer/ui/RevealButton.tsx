import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { t } from '../lib/translate.ts';
import { classNames } from './class-names.ts';
import styles from './field.module.css';
import { Icon } from './Icon.tsx';

interface RevealButtonProps {
  isShown: boolean;
  onChange: (isShown: boolean) => void;
}

/** Shows a password and hides it again. */
export function RevealButton({ isShown, onChange }: RevealButtonProps): ReactNode {
  return (
    <Button
      className={classNames(styles.reveal)}
      aria-label={t(isShown ? 'auth.hidePassword' : 'auth.showPassword')}
      aria-pressed={isShown}
      onPress={() => onChange(!isShown)}
    >
      <Icon name={isShown ? 'eyeOff' : 'eye'} />
    </Button>
  );
}
