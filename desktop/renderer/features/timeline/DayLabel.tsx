import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { dayLabel } from '../../lib/time-labels.ts';
import { t } from '../../lib/translate.ts';
import { classNames } from '../../ui/class-names.ts';
import styles from './day-label.module.css';

const DayPicker = lazy(async () => ({ default: (await import('./DayPicker.tsx')).DayPicker }));

interface DayLabelProps {
  conversationId: string;
  date: Date;
  today: Date;
}

/** The day above the messages of a day; pressed, it leads to another one (MSG-4). */
export function DayLabel({ conversationId, date, today }: DayLabelProps): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const words = dayLabel(date, today);
  return (
    <h3 className={styles.day}>
      <Button
        ref={anchor}
        className={classNames(styles.button)}
        aria-label={t('timeline.otherDay', { day: words })}
        aria-haspopup="dialog"
        // Like the messages below it, the arrow keys reach it.
        data-row=""
        excludeFromTabOrder
        onPress={() => setIsOpen(true)}
      >
        <time dateTime={date.toISOString()}>{words}</time>
      </Button>
      <Suspense>
        {isOpen && <DayPicker anchor={anchor} conversationId={conversationId} from={date} today={today} onClose={() => setIsOpen(false)} />}
      </Suspense>
    </h3>
  );
}
