import type { ReactNode } from 'react';
import type { GroupPermissions, GroupSettings, HistoryVisibility, PermissionLevel } from '../../../sync/records.ts';
import { t } from '../../lib/translate.ts';
import { Select } from '../../ui/Select.tsx';
import { Switch } from '../../ui/Switch.tsx';
import styles from './details-panel.module.css';

type Rules = Pick<GroupSettings, 'isPublic' | 'historyVisibility' | 'permissions'>;

interface GroupRulesProps {
  rules: Rules;
  onChange: (rules: Rules) => void;
}

const levels: readonly { value: PermissionLevel; label: string }[] = [
  { value: 'OWNER', label: t('group.level.owner') },
  { value: 'ADMINS', label: t('group.level.admins') },
  { value: 'MEMBERS', label: t('group.level.members') },
];

const histories: readonly { value: HistoryVisibility; label: string }[] = [
  { value: 'ALL', label: t('group.history.all') },
  { value: 'JOINED', label: t('group.history.joined') },
];

const deeds: readonly (keyof GroupPermissions)[] = ['post', 'invite', 'pin', 'edit'];

/** What the owner of a group decides: who finds it, what new members see, who may do what (CONV-2, CONV-5). */
export function GroupRules({ rules, onChange }: GroupRulesProps): ReactNode {
  return (
    <>
      <Switch
        label={t('group.public')}
        hint={t('group.publicHint')}
        isOn={rules.isPublic}
        onChange={(isPublic) => onChange({ ...rules, isPublic })}
      />
      <Select
        label={t('group.history')}
        value={rules.historyVisibility}
        options={histories}
        onChange={(historyVisibility) => onChange({ ...rules, historyVisibility })}
      />
      <fieldset className={styles.rules}>
        <legend className={styles.heading}>{t('group.permissions')}</legend>
        {deeds.map((deed) => (
          <Select
            key={deed}
            label={t(`group.may.${deed}`)}
            value={rules.permissions[deed]}
            options={levels}
            onChange={(level) => onChange({ ...rules, permissions: { ...rules.permissions, [deed]: level } })}
          />
        ))}
      </fieldset>
    </>
  );
}
