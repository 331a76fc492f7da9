import type { Channel, Locks, Platform, Stop } from '../../sync/platform.ts';

/** Clock, chance and hints of the page. */
export const browserPlatform: Platform = {
  now: () => Date.now(),
  setTimer(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
  randomUUID,
  onWake(callback) {
    const onVisible = () => {
      if (document.visibilityState === 'visible') callback();
    };
    window.addEventListener('online', callback);
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      window.removeEventListener('online', callback);
      document.removeEventListener('visibilitychange', onVisible);
    };
  },
  onNetworkLost(callback) {
    window.addEventListener('offline', callback);
    return () => window.removeEventListener('offline', callback);
  },
};

/** A version 4 UUID; `crypto.randomUUID` is missing from pages that are neither https nor localhost. */
function randomUUID(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes.set([((bytes[6] ?? 0) & 0x0f) | 0x40], 6);
  bytes.set([((bytes[8] ?? 0) & 0x3f) | 0x80], 8);
  return [...bytes]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Locks among the tabs of this browser. A page without Web Locks (not https, not localhost) is alone with its own. */
export const browserLocks: Locks = {
  async run(name, work) {
    return navigator.locks === undefined ? await work() : await navigator.locks.request(name, work);
  },
  hold(name, onHeld): Stop {
    if (navigator.locks === undefined) {
      onHeld();
      return () => {};
    }
    const released = Promise.withResolvers<void>();
    const waiting = new AbortController();
    const holding = navigator.locks.request(name, { signal: waiting.signal }, () => {
      onHeld();
      return released.promise;
    });
    // Ended while it still waited.
    holding.catch(() => {});
    return () => {
      waiting.abort();
      released.resolve();
    };
  },
};

export function openBrowserChannel(name: string): Channel {
  const channel = new BroadcastChannel(`parley-${name}`);
  return {
    post: (message) => channel.postMessage(message),
    onMessage(listener) {
      const onMessage = (event: MessageEvent<unknown>) => listener(event.data);
      channel.addEventListener('message', onMessage);
      return () => channel.removeEventListener('message', onMessage);
    },
    close: () => channel.close(),
  };
}
