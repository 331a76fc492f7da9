import { type ReactNode, useState } from 'react';
import { Field } from '../ui/Field.tsx';
import { FilterField } from '../ui/FilterField.tsx';
import { PasswordRule } from '../ui/PasswordRule.tsx';
import { Select } from '../ui/Select.tsx';
import { TextArea } from '../ui/TextArea.tsx';
import styles from './gallery.module.css';
import { Part } from './Part.tsx';

const zones = [
  { value: 'lisbon', label: 'Lisbon' },
  { value: 'sofia', label: 'Sofia' },
  { value: 'tokyo', label: 'Tokyo' },
] as const;

/** What is typed into, and what is chosen from a list. */
export function FieldParts(): ReactNode {
  const [text, setText] = useState('Ana');
  const [zone, setZone] = useState<'lisbon' | 'sofia' | 'tokyo'>('sofia');
  return (
    <>
      <Part name="Field">
        <div className={styles.stack}>
          <Field label="Name" name="name" value={text} onChange={setText} hint="As your colleagues know you." />
          <Field label="Refused" name="refused" value={text} onChange={setText} error="This name is taken." />
          <Field label="Password" name="password" type="password" value={text} onChange={setText} />
          <PasswordRule password={text} />
          <PasswordRule password="a password that will do" />
        </div>
      </Part>
      <Part name="TextArea, FilterField, Select">
        <div className={styles.stack}>
          <TextArea label="Reason" value={text} onChange={setText} hint="A sentence is enough." />
          <TextArea label="Refused reason" value="" onChange={setText} error="Say why." placeholder="Why?" />
          <FilterField label="Filter" value={text} onChange={setText} />
          <Select label="Time zone" value={zone} options={zones} onChange={setZone} />
          <Select label="Disabled time zone" value={zone} options={zones} onChange={setZone} isDisabled />
        </div>
      </Part>
    </>
  );
}
