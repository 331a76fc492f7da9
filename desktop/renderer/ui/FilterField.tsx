import { memo, type ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Input } from 'react-aria-components/Input';
import { SearchField } from 'react-aria-components/SearchField';
import { t } from '../lib/translate.ts';
import { classNames } from './class-names.ts';
import styles from './filter-field.module.css';
import { Icon } from './Icon.tsx';

interface FilterFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

function NarrowingField({ label, value, onChange }: FilterFieldProps): ReactNode {
  return (
    <SearchField aria-label={label} value={value} onChange={onChange} className={classNames(styles.field)}>
      <Icon name="search" size="small" />
      <Input className={classNames(styles.input)} placeholder={label} dir="auto" spellCheck={false} />
      <AriaButton className={classNames(styles.clear)} aria-label={t('list.clearFilter')}>
        <Icon name="close" size="small" />
      </AriaButton>
    </SearchField>
  );
}

/** Narrows the list below it; Escape empties it. */
export const FilterField = memo(NarrowingField);
