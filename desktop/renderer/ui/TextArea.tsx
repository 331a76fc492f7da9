import type { ReactNode } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextArea as AriaTextArea } from 'react-aria-components/TextArea';
import { TextField } from 'react-aria-components/TextField';
import { classNames } from './class-names.ts';
import styles from './field.module.css';

interface TextAreaProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string;
  /** Why the value is refused; shown at the field and read out with it. */
  error?: string | undefined;
  placeholder?: string;
  maxLength?: number;
  /** How many lines are seen without scrolling. */
  rows?: number;
  isRequired?: boolean;
  autoFocus?: boolean;
}

/** Several lines of text with their label, hint and error. */
export function TextArea({ label, hint, error, placeholder, rows = 3, ...field }: TextAreaProps): ReactNode {
  return (
    <TextField {...field} className={classNames(styles.field)} isInvalid={error !== undefined} validationBehavior="aria">
      <Label className={classNames(styles.label)}>{label}</Label>
      <AriaTextArea className={classNames(styles.input, styles.area)} placeholder={placeholder} rows={rows} dir="auto" />
      {error === undefined && hint !== undefined && (
        <Text slot="description" className={classNames(styles.hint)}>
          {hint}
        </Text>
      )}
      <FieldError className={classNames(styles.error)}>{error}</FieldError>
    </TextField>
  );
}
