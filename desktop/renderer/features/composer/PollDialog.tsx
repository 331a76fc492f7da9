import { type FormEvent, type ReactNode, useState } from 'react';
import type { PollDraft } from '../../../sync/operation.ts';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import styles from './poll-dialog.module.css';

interface PollDialogProps {
  /** What was written already becomes the question. */
  question: string;
  onSend: (question: string, poll: PollDraft) => Promise<void>;
  onClose: () => void;
}

const leastOptions = 2;
const mostOptions = 10;

interface Option {
  id: number;
  text: string;
}

/** Asks for a question and its answers (MSG-2). */
export function PollDialog({ question: begun, onSend, onClose }: PollDialogProps): ReactNode {
  const [question, setQuestion] = useState(begun);
  const [options, setOptions] = useState<readonly Option[]>([
    { id: 0, text: '' },
    { id: 1, text: '' },
  ]);
  const [isMultiple, setIsMultiple] = useState(false);
  const [problem, setProblem] = useState<'question' | 'options' | 'store'>();

  function change(id: number, text: string) {
    setProblem(undefined);
    setOptions((all) => all.map((option) => (option.id === id ? { id, text } : option)));
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    const texts = [...new Set(options.map(({ text }) => text.trim()).filter((text) => text !== ''))];
    if (question.trim() === '') return setProblem('question');
    if (texts.length < leastOptions) return setProblem('options');
    try {
      await onSend(question.trim(), { options: texts, isMultiple });
      onClose();
    } catch {
      setProblem('store');
    }
  }

  return (
    <Dialog title={t('poll.title')} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <Field
          label={t('poll.question')}
          name="question"
          value={question}
          onChange={setQuestion}
          error={problem === 'question' ? t('poll.questionMissing') : undefined}
          maxLength={500}
          autoComplete="off"
          autoFocus
        />
        {options.map(({ id, text }, index) => (
          <div key={id} className={styles.option}>
            <Field
              label={t('poll.option', { number: String(index + 1) })}
              name={`option-${id}`}
              value={text}
              onChange={(next) => change(id, next)}
              maxLength={100}
              autoComplete="off"
            />
            {options.length > leastOptions && (
              <IconButton
                icon="close"
                label={t('poll.remove', { number: String(index + 1) })}
                onPress={() => setOptions((all) => all.filter((option) => option.id !== id))}
              />
            )}
          </div>
        ))}
        {(problem === 'options' || problem === 'store') && (
          <p className={styles.problem} role="alert">
            {t(problem === 'options' ? 'poll.optionsMissing' : 'composer.notStored')}
          </p>
        )}
        {options.length < mostOptions && (
          <Button
            icon="plus"
            size="small"
            onPress={() => setOptions((all) => [...all, { id: Math.max(...all.map(({ id }) => id)) + 1, text: '' }])}
          >
            {t('poll.add')}
          </Button>
        )}
        <Checkbox label={t('poll.multiple')} isChecked={isMultiple} onChange={setIsMultiple} />
        <div className={styles.actions}>
          <Button onPress={onClose}>{t('app.cancel')}</Button>
          <Button type="submit" tone="primary">
            {t('poll.create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
