import { type ReactNode, type RefObject, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextField } from 'react-aria-components/TextField';
import { t } from '../lib/translate.ts';
import { classNames } from './class-names.ts';
import styles from './field.module.css';
import { Icon } from './Icon.tsx';

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
  inputRef?: RefObject<HTMLInputElement | null>;
}

/** One line of text with its label, hint and error. A password can be shown. */
export function Field(props: FieldProps): ReactNode {
  const [isShown, setIsShown] = useState(false);
  const isSecret = props.type === 'password';
  const isPlainText = props.type === undefined || props.type === 'text';
  return (
    <TextField
      className={classNames(styles.field)}
      name={props.name}
      value={props.value}
      onChange={props.onChange}
      type={isSecret && isShown ? 'text' : (props.type ?? 'text')}
      isRequired={props.isRequired ?? false}
      isInvalid={props.error !== undefined}
      validationBehavior="aria"
      autoFocus={props.autoFocus ?? false}
      {...(props.autoComplete === undefined ? {} : { autoComplete: props.autoComplete })}
      {...(props.maxLength === undefined ? {} : { maxLength: props.maxLength })}
    >
      <Label className={classNames(styles.label)}>{props.label}</Label>
      <div className={styles.box}>
        <Input
          className={classNames(styles.input)}
          placeholder={props.placeholder}
          ref={props.inputRef}
          dir={isPlainText ? 'auto' : 'ltr'}
          autoCapitalize="off"
          spellCheck={false}
        />
        {isSecret && (
          <AriaButton
            className={classNames(styles.reveal)}
            aria-label={t(isShown ? 'auth.hidePassword' : 'auth.showPassword')}
            aria-pressed={isShown}
            onPress={() => setIsShown(!isShown)}
          >
            <Icon name={isShown ? 'eyeOff' : 'eye'} />
          </AriaButton>
        )}
      </div>
      {props.error === undefined && props.hint !== undefined && (
        <Text slot="description" className={classNames(styles.hint)}>
          {props.hint}
        </Text>
      )}
      <FieldError className={classNames(styles.error)}>{props.error}</FieldError>
    </TextField>
  );
}
