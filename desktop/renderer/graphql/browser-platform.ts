import type { Channel, Locks, Platform, Stop } from '../../sync/platform.ts';

/** What tells that a person is at the page. */
const INPUT_EVENTS = ['pointerdown', 'pointermove', 'wheel', 'keydown', 'touchstart'] as const;

/** Clock, chance and hints of the page. */
export const browserPlatform: Platform = {
  device: 'WEB',
  now: () => Date.now(),
  setTimer(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
  turn,
  random: () => Math.random(),
  randomUUID,
  onWake(callback) {
    const stopLooking = onVisible(callback);
    window.addEventListener('online', callback);
    return () => {
      stopLooking();
      window.removeEventListener('online', callback);
    };
  },
  onNetworkLost(callback) {
    window.addEventListener('offline', callback);
    return () => window.removeEventListener('offline', callback);
  },
  onInput(callback) {
    const options = { capture: true, passive: true } as const;
    const stopLooking = onVisible(callback);
    for (const type of INPUT_EVENTS) window.addEventListener(type, callback, options);
    return () => {
      stopLooking();
      for (const type of INPUT_EVENTS) window.removeEventListener(type, callback, options);
    };
  },
};

/** Calls back when somebody comes to look at the page. */
function onVisible(callback: () => void): Stop {
  const onChange = () => {
    if (document.visibilityState === 'visible') callback();
  };
  document.addEventListener('visibilitychange', onChange);
  return () => document.removeEventListener('visibilitychange', onChange);
}

/** A message to oneself: unlike a timer it is not put off where nobody looks. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

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
