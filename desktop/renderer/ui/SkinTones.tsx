import type { ReactNode } from 'react';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { t } from '../lib/translate.ts';
import { classNames } from './class-names.ts';
import styles from './emoji-picker.module.css';

const tones = [
  { value: 0, sign: '✋' },
  { value: 1, sign: '✋🏻' },
  { value: 2, sign: '✋🏼' },
  { value: 3, sign: '✋🏽' },
  { value: 4, sign: '✋🏾' },
  { value: 5, sign: '✋🏿' },
] as const;

interface SkinTonesProps {
  tone: number;
  onChange: (tone: number) => void;
}

/** The skin tone in which people are shown and picked. */
export function SkinTones({ tone, onChange }: SkinTonesProps): ReactNode {
  return (
    <RadioGroup
      aria-label={t('emoji.skin')}
      orientation="horizontal"
      value={String(tone)}
      onChange={(value) => onChange(Number(value))}
      className={classNames(styles.tones)}
    >
      {tones.map(({ value, sign }) => (
        <Radio key={value} value={String(value)} className={classNames(styles.tone)} aria-label={t(`emoji.skin.${value}`)}>
          <span aria-hidden="true">{sign}</span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
