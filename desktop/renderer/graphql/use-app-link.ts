import { useEffect, useRef } from 'react';
import type { Bridge } from '../../bridge/bridge.ts';
import { useSync } from './client-context.ts';
import { useSettings } from './use-settings.ts';

interface AppLinkHandlers {
  /** Show this place of the page. */
  readonly open: (path: string) => void;
  readonly recovered: (part: 'page' | 'store') => void;
}

interface Standing {
  readonly unreadCount: number;
  readonly language: 'system' | 'en' | 'de';
}

/** Ties the page of somebody who is signed in to the app around it: what is unread, what was asked for in the tray, links, the language of menus. */
export function useAppLink(bridge: Bridge, { unreadCount, language }: Standing, handlers: AppLinkHandlers): void {
  const { activity } = useSync();
  const { settings, update } = useSettings();
  const isBusy = settings.presenceMode === 'BUSY';
  const latest = useRef({ handlers, update });
  latest.current = { handlers, update };
  useEffect(() => {
    tellMain(bridge.call('app.standing', { standing: { unreadCount, isBusy } }));
  }, [bridge, unreadCount, isBusy]);
  useEffect(() => () => tellMain(bridge.call('app.standing', { standing: null })), [bridge]);
  useEffect(() => tellMain(bridge.call('preferences.change', { language })), [bridge, language]);
  useEffect(() => {
    const stops = [
      // Input comes by the platform; only the system knows that there can be none.
      bridge.on('app.activity', ({ isActive }) => !isActive && activity.setActive(false)),
      bridge.on('app.open', ({ path }) => latest.current.handlers.open(path)),
      bridge.on('app.recovered', ({ part }) => latest.current.handlers.recovered(part)),
      bridge.on('app.busy', (wanted) => tellMain(latest.current.update({ presenceMode: wanted.isBusy ? 'BUSY' : 'AUTOMATIC' }))),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [bridge, activity]);
}

const tellMain = (told: Promise<unknown>): void =>
  void told.catch((error: unknown) => console.warn('The app around the page did not hear.', error));
