import { type ReactNode, useEffect } from 'react';
import { useNavigate } from 'react-router';
import type { Bridge } from '../../../bridge/bridge.ts';
import { useAppLink } from '../../graphql/use-app-link.ts';
import { useUpdateState } from '../../graphql/use-app-state.ts';
import { chosenLanguage } from '../../lib/language.ts';
import { t } from '../../lib/translate.ts';
import { useToasts } from '../../ui/ToastProvider.tsx';
import { updateText } from './update-text.ts';

interface AppLinkProps {
  bridge: Bridge;
  unreadCount: number;
}

/** Ties the page to the app around it; shows nothing itself but what the app has to tell. */
export function AppLink({ bridge, unreadCount }: AppLinkProps): ReactNode {
  const navigate = useNavigate();
  const toasts = useToasts();
  const update = useUpdateState(bridge);
  useAppLink(
    bridge,
    { unreadCount, language: chosenLanguage() },
    {
      open: (path) => void navigate(path),
      recovered: (part) => void toasts.show({ text: t(`recovered.${part}`) }),
    },
  );
  const ready = update?.status === 'ready' ? update : undefined;
  const text = ready && updateText(ready);
  useEffect(() => {
    if (text === undefined) return;
    const install = () => void bridge.call('updates.install', {});
    return toasts.show({ text, action: { label: t('update.install'), onAction: install }, isLasting: true });
  }, [toasts, bridge, text]);
  return null;
}
