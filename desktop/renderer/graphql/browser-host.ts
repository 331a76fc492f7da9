import { openStore } from '../store/open-store.ts';
import { browserLocks, browserPlatform, openBrowserChannel } from './browser-platform.ts';
import type { Host, NoticeDeeds, NoticeText } from './host.ts';
import { postToServer, socketUrl, viewerMemory } from './server-http.ts';

/** A tab of a browser, with the page of the server that it came from. */
export function browserHost(): Host {
  return {
    http: postToServer,
    socketUrl: socketUrl(window.location),
    serverUrl: window.location.origin,
    viewerMemory,
    openStore,
    platform: browserPlatform,
    locks: browserLocks,
    openChannel: openBrowserChannel,
    notices: { show: showNotification, setBadge },
    desktop: null,
  };
}

/** Undefined where the person has not allowed it, or the browser only lets a worker do it. */
function showNotification({ id, title, body, isSilent }: NoticeText, { open }: NoticeDeeds): Notification | undefined {
  if (!('Notification' in window) || Notification.permission !== 'granted') return undefined;
  try {
    const notification = new Notification(title, { body, tag: id, silent: isSilent, icon: '/icon-192.png' });
    notification.addEventListener('click', () => {
      window.focus();
      notification.close();
      open();
    });
    return notification;
  } catch {
    return undefined;
  }
}

function setBadge(unreadCount: number): void {
  if (!('setAppBadge' in navigator)) return;
  // Refused where the page is not installed.
  void (unreadCount > 0 ? navigator.setAppBadge(unreadCount) : navigator.clearAppBadge()).catch(() => undefined);
}
