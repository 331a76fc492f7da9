import type { ReactNode } from 'react';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { t } from '../lib/translate.ts';
import { classNames } from './class-names.ts';
import { type GroupId, groupLabel, groupSigns, groups } from './emoji-groups.ts';
import styles from './emoji-picker.module.css';

interface EmojiGroupsProps {
  chosen: GroupId;
  onChoose: (group: GroupId) => void;
}

/** The groups of the emoji, each by one of its own. */
export function EmojiGroups({ chosen, onChoose }: EmojiGroupsProps): ReactNode {
  return (
    <RadioGroup
      aria-label={t('emoji.title')}
      orientation="horizontal"
      value={String(chosen)}
      onChange={(value) => {
        const group = groups.find((each) => String(each) === value);
        if (group !== undefined) onChoose(group);
      }}
      className={classNames(styles.groups)}
    >
      {groups.map((group) => (
        <Radio key={group} value={String(group)} className={classNames(styles.group)} aria-label={groupLabel(group)}>
          <span aria-hidden="true" title={groupLabel(group)}>
            {groupSigns[group]}
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
