import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { classNames } from './class-names.ts';
import field from './field.module.css';
import { Icon } from './Icon.tsx';
import popover from './popover.module.css';
import styles from './select.module.css';

interface SelectProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { readonly value: Value; readonly label: string }[];
  onChange: (value: Value) => void;
  isDisabled?: boolean;
  /** The words stand elsewhere; they are for screen readers only. */
  isLabelHidden?: boolean;
}

/** One of many, opened to choose from; first letters find. For two to four stand a `Choice`. */
export function Select<Value extends string>(props: SelectProps<Value>): ReactNode {
  function change(key: unknown) {
    const option = props.options.find(({ value }) => value === key);
    if (option) props.onChange(option.value);
  }
  return (
    <AriaSelect
      className={classNames(field.field)}
      value={props.value}
      onChange={change}
      isDisabled={props.isDisabled ?? false}
      aria-label={props.isLabelHidden ? props.label : undefined}
    >
      {!props.isLabelHidden && <Label className={classNames(field.label)}>{props.label}</Label>}
      <Button className={classNames(styles.button)}>
        <SelectValue className={classNames(styles.value)}>{({ selectedText }) => selectedText}</SelectValue>
        <Icon name="down" size="small" />
      </Button>
      <Popover className={classNames(popover.popover, popover.fitting)} offset={4}>
        <ListBox className={classNames(styles.list)}>
          {props.options.map(({ value, label }) => (
            <ListBoxItem key={value} id={value} textValue={label} className={classNames(styles.option)}>
              <span className={styles.value}>{label}</span>
              {value === props.value && <Icon name="check" size="small" />}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
