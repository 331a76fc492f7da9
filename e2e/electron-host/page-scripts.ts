import { createMembrane, type Membrane, type MembraneEnds } from './membrane.ts';
import { type Codec, createCodec } from './value-codec.ts';

/** The preload script's world, which the page cannot reach. */
export const PRELOAD_WORLD = 'parley-preload';
/** By this the preload script's world speaks to the host; the page has no such function. */
export const SEND = 'parleyHostSend';
/** By this the host speaks to that world. */
export const DELIVER = 'parleyHostDeliver';

/** What the host may say to a preload script's world, and back. */
export type ToMain = { readonly type: 'invoke' | 'send'; readonly id: number; readonly channel: string; readonly args: string };
export type ToPage =
  | { readonly type: 'answer'; readonly id: number; readonly value: string }
  | { readonly type: 'failure'; readonly id: number; readonly message: string }
  | { readonly type: 'event'; readonly channel: string; readonly args: string };

interface PreloadEnds {
  readonly codec: Codec;
  readonly membrane: Membrane;
  readonly argv: readonly string[];
  readonly platform: string;
  readonly send: (text: string) => void;
  readonly deliverName: string;
  /** The built preload script as a function of what CommonJS gives it. */
  readonly script: (require: (name: string) => unknown, process: object, module: { exports: object }) => void;
}

/** What a sandboxed preload script finds: `electron` with two names, a little of `process`. Refers to nothing outside itself. */
function runPreload(ends: PreloadEnds): void {
  type Listener = (event: object, ...args: unknown[]) => void;
  const { codec, send } = ends;
  const listeners = new Map<string, Set<Listener>>();
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void; channel: string }>();
  let count = 0;
  const post = (type: string, channel: string, args: unknown[]) => {
    count += 1;
    send(JSON.stringify({ type, id: count, channel, args: codec.encode(args) }));
    return count;
  };
  const known = (name: string, part: object) =>
    new Proxy(part, {
      get(target, key) {
        if (typeof key === 'symbol' || key in target) return Reflect.get(target, key);
        throw new Error(`The electron host does not know ${name}.${key} in a sandboxed preload script.`);
      },
    });
  const ipcRenderer = {
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => waiting.set(post('invoke', channel, args), { resolve, reject, channel })),
    send: (channel: string, ...args: unknown[]) => void post('send', channel, args),
    on: (channel: string, listener: Listener) => void listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener)),
    off: (channel: string, listener: Listener) => void listeners.get(channel)?.delete(listener),
    removeListener: (channel: string, listener: Listener) => void listeners.get(channel)?.delete(listener),
  };
  Object.assign(globalThis, {
    [ends.deliverName]: (text: string) => {
      const message = JSON.parse(text) as ToPage;
      if (message.type === 'event') {
        const args = codec.decode(message.args) as unknown[];
        for (const listener of [...(listeners.get(message.channel) ?? [])]) listener({}, ...args);
        return;
      }
      const call = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.type === 'answer') call?.resolve(codec.decode(message.value));
      else call?.reject(new Error(`Error invoking remote method '${call.channel}': ${message.message}`));
    },
  });
  const electron = known('electron', {
    ipcRenderer: known('ipcRenderer', ipcRenderer),
    contextBridge: known('contextBridge', { exposeInMainWorld: (name: string, value: unknown) => ends.membrane.expose(name, value) }),
  });
  const require = (name: string) => {
    if (name === 'electron') return electron;
    throw new Error(`module not found: ${name}`);
  };
  const process = known('process', { platform: ends.platform, argv: [...ends.argv], sandboxed: true, contextIsolated: true });
  ends.script(require, process, { exports: {} });
}

export interface ScriptSettings {
  /** Names of the events between the two worlds; nobody else knows them. */
  readonly channel: string;
  readonly argv: readonly string[];
  /** Text of the built preload script. */
  readonly preload: string;
}

const call = (made: unknown, ends: string) => `(${String(made)})(${ends})`;
const ends = (side: MembraneEnds['side'], channel: string) =>
  `{ codec: ${call(createCodec, '')}, channel: ${JSON.stringify(channel)}, side: '${side}' }`;

/** Runs in the page's own world before its scripts. */
export function pageScript({ channel }: ScriptSettings): string {
  return `if (window === window.top) { ${call(createMembrane, ends('page', channel))}; ${call(followFocus, '')}; }`;
}

/** Runs in the preload script's world, after the other one; in the main frame alone, as in Electron. */
export function preloadScript({ channel, argv, preload }: ScriptSettings): string {
  const given = `{
    codec: ${call(createCodec, '')},
    membrane: ${call(createMembrane, ends('preload', channel))},
    argv: ${JSON.stringify(argv)},
    platform: ${JSON.stringify(process.platform)},
    send: (text) => ${SEND}(text),
    deliverName: '${DELIVER}',
    script: (require, process, module) => { const exports = module.exports; ${preload}\n },
  }`;
  return `if (window === window.top) { ${call(runPreload, given)}; }`;
}

/** A page in a tab always counts as looked at; a window of the app is shown and in front only when it is. The host says so by an event. */
function followFocus(): void {
  const state = { isVisible: false, isFocused: false };
  Object.defineProperty(Document.prototype, 'hasFocus', { value: () => state.isVisible && state.isFocused });
  Object.defineProperty(Document.prototype, 'visibilityState', { get: () => (state.isVisible ? 'visible' : 'hidden') });
  Object.defineProperty(Document.prototype, 'hidden', { get: () => !state.isVisible });
  document.addEventListener('parley-host-window', (event) => {
    const { isVisible, isFocused } = JSON.parse((event as CustomEvent<string>).detail) as typeof state;
    const before = { ...state };
    Object.assign(state, { isVisible, isFocused });
    if (before.isVisible !== isVisible) document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    const [was, is] = [before.isVisible && before.isFocused, isVisible && isFocused];
    if (was !== is) window.dispatchEvent(new Event(is ? 'focus' : 'blur'));
  });
}
