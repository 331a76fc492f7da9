import { expect, test } from 'vitest';
import { createCodec } from './value-codec.ts';

const { encode, decode } = createCodec();
const copy = (value: unknown) => decode(encode(value));

test('copies what structured cloning copies', () => {
  const value = {
    nothing: undefined,
    numbers: [0, -0, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e21, 12n],
    date: new Date(5),
    map: new Map<unknown, unknown>([['a', new Set([1, { b: null }])]]),
    bytes: [new Uint8Array([1, 255]), new Float64Array([0.5]), new Uint8Array([7]).buffer],
    pattern: /a+/giu,
    lists: [['undefined'], ['special', 1], []],
    ['__proto__']: { own: true },
  };
  expect(copy(value)).toEqual(structuredClone(value));
});

test('a circle stays one', () => {
  const circle: { self?: unknown; list: unknown[] } = { list: [] };
  circle.self = circle;
  circle.list.push(circle.list, circle);
  const made = copy(circle) as typeof circle;
  expect([made.self, made.list[0], made.list[1]]).toEqual([made, made.list, made]);
});

test('functions and symbols cannot be copied', () => {
  expect(() => encode({ work: () => 1 })).toThrow('could not be cloned');
  expect(() => encode([Symbol('x')])).toThrow('could not be cloned');
});
