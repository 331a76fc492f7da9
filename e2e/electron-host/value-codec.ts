/** Turns functions and promises, which no copy can hold, into something that can be written; leave it out where they may not pass. */
export interface Special {
  encode(value: unknown): unknown;
  decode(written: unknown): unknown;
}

export interface Codec {
  encode(value: unknown, special?: Special): string;
  decode(text: string, special?: Special): unknown;
}

type Inner = (each: unknown) => unknown;

/** One kind of thing that can be copied. `fill` puts into it what may lead back to itself. */
interface Kind {
  readonly tag: string;
  is(value: object): boolean;
  write(value: never, inner: Inner): unknown;
  make(written: never): object;
  fill?(made: never, written: never, inner: Inner): void;
}

/**
 * Copies values between worlds as structured cloning does, as text: dates, maps, sets, bytes, errors and circles arrive, functions and symbols
 * throw. The function refers to nothing outside itself, because it also runs in the page.
 */
export function createCodec(): Codec {
  const refuse = (what: string): never => {
    throw new Error(`An object could not be cloned. (${what})`);
  };
  const toBase64 = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  const fromBase64 = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const view = (value: ArrayBufferView) => new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  const global = globalThis as unknown as Record<string, new (buffer: ArrayBuffer) => object>;

  const kinds: readonly Kind[] = [
    {
      tag: 'array',
      is: (value) => Array.isArray(value),
      write: (value: unknown[], inner) => value.map(inner),
      make: () => [],
      fill(made: unknown[], written: unknown[], inner) {
        for (const each of written) made.push(inner(each));
      },
    },
    { tag: 'date', is: (value) => value instanceof Date, write: (value: Date) => value.getTime(), make: (time: number) => new Date(time) },
    {
      tag: 'map',
      is: (value) => value instanceof Map,
      write: (value: Map<unknown, unknown>, inner) => [...value].map(([key, each]) => [inner(key), inner(each)]),
      make: () => new Map(),
      fill(made: Map<unknown, unknown>, written: [unknown, unknown][], inner) {
        for (const [key, each] of written) made.set(inner(key), inner(each));
      },
    },
    {
      tag: 'set',
      is: (value) => value instanceof Set,
      write: (value: Set<unknown>, inner) => [...value].map(inner),
      make: () => new Set(),
      fill(made: Set<unknown>, written: unknown[], inner) {
        for (const each of written) made.add(inner(each));
      },
    },
    {
      tag: 'error',
      is: (value) => value instanceof Error,
      write: ({ name, message, stack = '' }: Error) => [name, message, stack],
      make: ([name, message, stack]: [string, string, string]) => Object.assign(new Error(message), { name, stack }),
    },
    {
      tag: 'pattern',
      is: (value) => value instanceof RegExp,
      write: ({ source, flags }: RegExp) => [source, flags],
      make: ([source, flags]: [string, string]) => new RegExp(source, flags),
    },
    {
      tag: 'buffer',
      is: (value) => value instanceof ArrayBuffer,
      write: (value: ArrayBuffer) => toBase64(new Uint8Array(value)),
      make: (text: string) => fromBase64(text).buffer,
    },
    {
      tag: 'bytes',
      is: (value) => ArrayBuffer.isView(value),
      write: (value: ArrayBufferView) => [
        value.constructor.name === 'Buffer' ? 'Uint8Array' : value.constructor.name,
        toBase64(view(value)),
      ],
      make: ([name, text]: [string, string]) => new (global[name] ?? Uint8Array)(fromBase64(text).buffer),
    },
    {
      tag: 'object',
      is: () => true,
      write: (value: object, inner) => Object.entries(value).map(([key, each]) => [key, inner(each)]),
      make: () => ({}),
      fill(made: object, written: [string, unknown][], inner) {
        for (const [key, each] of written) {
          Object.defineProperty(made, key, { value: inner(each), enumerable: true, writable: true, configurable: true });
        }
      },
    },
  ];

  /** What JSON has no word for. */
  const writePrimitive = (value: unknown) => {
    if (value === undefined) return ['undefined'];
    if (typeof value === 'bigint') return ['bigint', String(value)];
    if (typeof value === 'number' && JSON.stringify(value) !== String(value)) return ['number', String(value)];
    if (Object.is(value, -0)) return ['number', '-0'];
    return typeof value === 'symbol' || typeof value === 'function' ? refuse(String(value)) : value;
  };
  const readPrimitive: Readonly<Record<string, (text: string) => unknown>> = { undefined: () => undefined, bigint: BigInt, number: Number };

  function encode(root: unknown, special?: Special): string {
    const seen = new Map<object, number>();
    const inner = (value: unknown): unknown => {
      const written = special?.encode(value);
      if (written !== undefined) return ['special', written];
      if (typeof value !== 'object' || value === null) return writePrimitive(value);
      const index = seen.get(value);
      if (index !== undefined) return ['again', index];
      seen.set(value, seen.size);
      const kind = kinds.find((each) => each.is(value)) ?? refuse('object');
      return [kind.tag, kind.write(value as never, inner)];
    };
    return JSON.stringify(inner(root));
  }

  function decode(text: string, special?: Special): unknown {
    const known: object[] = [];
    const inner = (written: unknown): unknown => {
      if (!Array.isArray(written)) return written;
      const [tag, content] = written as [string, never];
      if (tag === 'special') return special?.decode(content);
      if (tag === 'again') return known[content];
      const kind = kinds.find((each) => each.tag === tag);
      if (kind === undefined) return readPrimitive[tag]?.(content);
      const made = kind.make(content);
      known.push(made);
      kind.fill?.(made as never, content, inner);
      return made;
    };
    return inner(JSON.parse(text));
  }

  return { encode, decode };
}
