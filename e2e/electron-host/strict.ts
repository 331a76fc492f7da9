/** Asked for by the language itself or by printing, not by the app. */
const ALWAYS: ReadonlySet<PropertyKey> = new Set(['then', 'toJSON', 'constructor', 'domain', '_events', '_eventsCount', '_maxListeners']);

/**
 * A part of Electron as this host knows it. What it does not know throws with its name, so that a test never passes because something that the
 * app relies on was silently missing.
 */
export function strict<Part extends object>(name: string, part: Part): Part {
  return new Proxy(part, {
    get: (target, key) => knownIn(target, key, name),
    set(target, key, value) {
      if (typeof key === 'symbol' || key in target || String(key).startsWith('_')) return Reflect.set(target, key, value);
      throw new Error(`The electron host does not know ${name}.${String(key)}.`);
    },
  });
}

/** A part that this host knows nothing of. */
export const unknown = (name: string): object => strict(name, {});

/** The same for a class: what its instances are asked for must be known. */
export function strictClass<Made extends object, Args extends readonly unknown[]>(name: string, made: new (...args: Args) => Made) {
  return new Proxy(made, {
    construct(target, args, newTarget) {
      return strict(name, Reflect.construct(target, args, newTarget === undefined ? target : newTarget) as Made);
    },
    get: (target, key) => (key === 'prototype' ? target.prototype : knownIn(target, key, name)),
  });
}

/** Methods work on the part itself: a proxy has none of its private fields. */
function knownIn(target: object, key: PropertyKey, name: string): unknown {
  if (typeof key !== 'symbol' && !(key in target) && !ALWAYS.has(key))
    throw new Error(`The electron host does not know ${name}.${String(key)}.`);
  const value: unknown = Reflect.get(target, key);
  return typeof value === 'function' && key !== 'constructor' ? value.bind(target) : value;
}
