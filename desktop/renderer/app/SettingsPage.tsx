import { lazy, type ReactNode, Suspense } from 'react';
import { Navigate, useParams } from 'react-router';
import { InvitePeople } from '../features/invitations/InvitePeople.tsx';
import { OwnersOnly } from '../features/invitations/OwnersOnly.tsx';
import { NotificationSettings } from '../features/notifications/NotificationSettings.tsx';
import { BlockedList } from '../features/people/BlockedList.tsx';
import { ProfileForm } from '../features/profile/ProfileForm.tsx';
import { SettingsScreen } from '../features/settings/SettingsScreen.tsx';
import { type SettingsSection, sectionOf } from '../features/settings/settings-sections.ts';
import { useHost } from '../graphql/host-context.ts';
import { t } from '../lib/translate.ts';
import { useMedia } from '../ui/use-media.ts';
import { NotFound } from './NotFound.tsx';
import { PaneHeader } from './PaneHeader.tsx';

const AppSection = lazy(async () => ({
  default: (await import('../features/desktop/AppSection.tsx')).AppSection,
}));

/** What features put into sections of the settings: `notifications: <NotificationSettings />`. */
const slots: Partial<Record<SettingsSection, ReactNode>> = {
  profile: <ProfileForm />,
  notifications: <NotificationSettings />,
  privacy: <BlockedList />,
  people: (
    <OwnersOnly>
      <InvitePeople />
    </OwnersOnly>
  ),
  app: (
    <Suspense>
      <AppSection />
    </Suspense>
  ),
};

/** The settings beside the list; where one pane shows at a time, first their sections, then one of them. */
export function SettingsPage(): ReactNode {
  const { section: name } = useParams();
  const isWide = useMedia('medium');
  const { desktop } = useHost();
  const section = sectionOf(name);
  const isMissing = section === undefined || (section === 'app' && desktop === null);
  if (name !== undefined && isMissing) return <NotFound />;
  if (section === undefined && isWide) return <Navigate to="/settings/profile" replace />;
  return (
    <>
      <PaneHeader
        title={section === undefined || isWide ? t('settings.title') : t(`settings.section.${section}`)}
        back={section === undefined ? undefined : { to: '/settings', label: t('settings.back') }}
      />
      <SettingsScreen section={section} slots={slots} />
    </>
  );
}
