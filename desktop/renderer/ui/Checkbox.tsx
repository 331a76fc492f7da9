import type { ReactNode } from 'react';
import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox';
import styles from './checkbox.module.css';
import { classNames } from './class-names.ts';
import { Icon } from './Icon.tsx';

interface CheckboxProps {
  label: string;
  hint?: string;
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
  isDisabled?: boolean;
}

/** One of several that may hold at once; takes effect with the form it stands in. What takes effect at once is a `Switch`. */
export function Checkbox({ label, hint, isChecked, onChange, isDisabled = false }: CheckboxProps): ReactNode {
  return (
    <AriaCheckbox isSelected={isChecked} onChange={onChange} isDisabled={isDisabled} className={classNames(styles.checkbox)}>
      <span className={styles.box} aria-hidden="true">
        {isChecked && <Icon name="check" size="small" />}
      </span>
      <span className={styles.words}>
        {label}
        {hint !== undefined && <span className={styles.hint}>{hint}</span>}
      </span>
    </AriaCheckbox>
  );
}
