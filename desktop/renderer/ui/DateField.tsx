import type { ReactNode } from 'react';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { TextField } from 'react-aria-components/TextField';
import { classNames } from './class-names.ts';
import styles from './field.module.css';

interface DateFieldProps {
  label: string;
  /** `2026-01-05`; empty while it is no day. */
  value: string;
  /** The last day that may be chosen. */
  max: string;
  onChange: (value: string) => void;
}

/** A day of the calendar: the browser's own field, which speaks the reader's language and opens a calendar. */
export function DateField({ label, value, max, onChange }: DateFieldProps): ReactNode {
  return (
    <TextField className={classNames(styles.field)} value={value} onChange={onChange}>
      <Label className={classNames(styles.label)}>{label}</Label>
      <div className={styles.box}>
        <Input className={classNames(styles.input)} type="date" max={max} />
      </div>
    </TextField>
  );
}
