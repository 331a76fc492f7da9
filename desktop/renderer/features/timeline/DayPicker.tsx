import { type FormEvent, type ReactNode, type RefObject, useState } from 'react';
import { useNavigate } from 'react-router';
import { dayLink, dayText } from '../../lib/place-link.ts';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { Popover } from '../../ui/Popover.tsx';
import styles from './day-picker.module.css';

interface DayPickerProps {
  anchor: RefObject<Element | null>;
  conversationId: string;
  /** The day that is chosen at first. */
  from: Date;
  today: Date;
  onClose: () => void;
}

/** Days that one often wants, by how many days ago they were. */
const shortcuts = [
  ['timeline.yesterday', 1],
  ['timeline.weekAgo', 7],
  ['timeline.monthAgo', 30],
] as const;

/** Leads to the first message of a day. */
export function DayPicker({ anchor, conversationId, from, today, onClose }: DayPickerProps): ReactNode {
  const [day, setDay] = useState(dayText(from));
  const navigate = useNavigate();
  const go = (to: string) => {
    onClose();
    void navigate(dayLink(conversationId, to));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (day !== '') go(day);
  };
  return (
    <Popover label={t('timeline.goToDay')} isOpen onClose={onClose} anchor={anchor} placement="bottom">
      <form className={styles.form} onSubmit={submit}>
        <DateField label={t('timeline.day')} value={day} max={dayText(today)} onChange={setDay} />
        <Button type="submit" tone="primary" isDisabled={day === ''}>
          {t('timeline.go')}
        </Button>
      </form>
      <div className={styles.shortcuts}>
        {shortcuts.map(([label, days]) => (
          <Button
            key={label}
            size="small"
            onPress={() => go(dayText(new Date(today.getFullYear(), today.getMonth(), today.getDate() - days)))}
          >
            {t(label)}
          </Button>
        ))}
        <Button size="small" onPress={() => go('1970-01-02')}>
          {t('timeline.theBeginning')}
        </Button>
      </div>
    </Popover>
  );
}
