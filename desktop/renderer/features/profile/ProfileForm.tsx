import { type FormEvent, type ReactNode, useId, useState } from 'react';
import type { Profile } from '../../../sync/records.ts';
import { useProfile, useUpdateProfile } from '../../graphql/use-profile.ts';
import { useSession } from '../../graphql/use-session.ts';
import { explainError } from '../../lib/explain-error.ts';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import styles from './profile.module.css';
import { StatusDialog } from './StatusDialog.tsx';

const zones = [
  { value: '', label: t('profile.noTimeZone') },
  ...Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value.replaceAll('_', ' ') })),
];

/** The form as it begins: what others see now. */
function Form({ profile }: { profile: Profile }): ReactNode {
  const update = useUpdateProfile();
  const [form, setForm] = useState({
    displayName: profile.displayName,
    title: profile.title ?? '',
    timeZone: profile.timeZone ?? '',
  });
  const [news, setNews] = useState<{ readonly text: string; readonly isProblem: boolean }>();
  const [isSettingStatus, setIsSettingStatus] = useState(false);
  const zoneOptions = zones.some(({ value }) => value === form.timeZone)
    ? zones
    : [...zones, { value: form.timeZone, label: form.timeZone }];

  async function submit(event: FormEvent) {
    event.preventDefault();
    try {
      await update({ displayName: form.displayName, title: form.title.trim() || null, timeZone: form.timeZone || null });
      setNews({ text: t('profile.saved'), isProblem: false });
    } catch (error) {
      setNews({ text: explainError(error), isProblem: true });
    }
  }

  return (
    <form className={styles.card} onSubmit={(event) => void submit(event)}>
      <Field
        label={t('profile.displayName')}
        name="displayName"
        value={form.displayName}
        onChange={(displayName) => setForm({ ...form, displayName })}
        maxLength={80}
        autoComplete="name"
      />
      <Field
        label={t('profile.title')}
        name="title"
        value={form.title}
        onChange={(title) => setForm({ ...form, title })}
        maxLength={80}
        autoComplete="organization-title"
      />
      <Select
        label={t('profile.timeZone')}
        value={form.timeZone}
        options={zoneOptions}
        onChange={(timeZone) => setForm({ ...form, timeZone })}
      />
      <div className={styles.actions}>
        <Button icon="smile" onPress={() => setIsSettingStatus(true)}>
          {t('status.set')}
        </Button>
        <Button type="submit" tone="primary">
          {t('profile.save')}
        </Button>
      </div>
      <p className={news?.isProblem ? styles.problem : styles.news} role="status">
        {news?.text}
      </p>
      {isSettingStatus && <StatusDialog userId={profile.id} onClose={() => setIsSettingStatus(false)} />}
    </form>
  );
}

/** Name, title and time zone as others see them (ID-6). */
export function ProfileForm(): ReactNode {
  const headingId = useId();
  const { viewer } = useSession();
  const profile = useProfile(viewer?.id);
  if (profile === undefined) return null;
  return (
    <section className={styles.section} aria-labelledby={headingId}>
      <h3 id={headingId}>{t('profile.edit')}</h3>
      <Form profile={profile} />
    </section>
  );
}
