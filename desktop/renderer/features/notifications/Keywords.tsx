import { type ReactNode, useState } from 'react';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import styles from './notification-settings.module.css';

interface KeywordsProps {
  keywords: readonly string[];
  onChange: (keywords: readonly string[]) => void;
}

/** Words that notify like a mention, separated by commas. */
export function Keywords({ keywords, onChange }: KeywordsProps): ReactNode {
  const held = keywords.join(', ');
  const [typed, setTyped] = useState<string>();
  const text = typed ?? held;
  return (
    <form
      className={styles.keywords}
      onSubmit={(event) => {
        event.preventDefault();
        const words = text.split(',').map((word) => word.trim());
        onChange(words.filter((word) => word !== ''));
        setTyped(undefined);
      }}
    >
      <Field
        label={t('notice.keywords')}
        name="keywords"
        hint={t('notice.keywordsHint')}
        value={text}
        onChange={setTyped}
        autoComplete="off"
      />
      {text !== held && <Button type="submit">{t('notice.keywordsSave')}</Button>}
    </form>
  );
}
