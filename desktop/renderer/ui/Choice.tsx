import type { ReactNode } from 'react';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import styles from './choice.module.css';
import { classNames } from './class-names.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string; icon: IconName }[];
  onChange: (value: Value) => void;
  /** The words are too many for a narrow window: there they stand one below the other. */
  isWordy?: boolean;
}

/** One of a few, side by side. */
export function Choice<Value extends string>(props: ChoiceProps<Value>): ReactNode {
  function change(value: string) {
    const option = props.options.find((candidate) => candidate.value === value);
    if (option) props.onChange(option.value);
  }
  return (
    <RadioGroup
      aria-label={props.label}
      value={props.value}
      onChange={change}
      orientation="horizontal"
      className={classNames(styles.group, props.isWordy && styles.wordy)}
    >
      {props.options.map((option) => (
        <Radio key={option.value} value={option.value} className={classNames(styles.option)}>
          <Icon name={option.icon} size="small" />
          {option.label}
        </Radio>
      ))}
    </RadioGroup>
  );
}
