import { type ReactNode, useState } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextField } from 'react-aria-components/TextField';
import { classNames } from './class-names.ts';
import styles from './field.module.css';
import { RevealButton } from './RevealButton.tsx';

interface FieldProps {
  label: string;
  name: string;
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'email' | 'password';
  hint?: string;
  /** Why the value is refused; shown at the field and read out with it. */
  error?: string | undefined;
  autoComplete?: string;
  placeholder?: string;
  maxLength?: number;
  isRequired?: boolean;
  autoFocus?: boolean;
}

/** One line of text with its label, hint and error. A password can be shown. */
export function Field({ label, type = 'text', hint, error, placeholder, ...field }: FieldProps): ReactNode {
  const [isShown, setIsShown] = useState(false);
  const isSecret = type === 'password';
  return (
    <TextField
      {...field}
      className={classNames(styles.field)}
      type={isSecret && isShown ? 'text' : type}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <Label className={classNames(styles.label)}>{label}</Label>
      <div className={styles.box}>
        <Input
          className={classNames(styles.input)}
          placeholder={placeholder}
          dir={type === 'text' ? 'auto' : 'ltr'}
          autoCapitalize="off"
          spellCheck={false}
        />
        {isSecret && <RevealButton isShown={isShown} onChange={setIsShown} />}
      </div>
      {error === undefined && hint !== undefined && (
        <Text slot="description" className={classNames(styles.hint)}>
          {hint}
        </Text>
      )}
      <FieldError className={classNames(styles.error)}>{error}</FieldError>
    </TextField>
  );
}
