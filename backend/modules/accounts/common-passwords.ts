import { dictionary } from '@zxcvbn-ts/language-common';

/** Below this a password is refused for its length already. */
const LENGTH_MIN = 10;

/** The list is of leaked passwords by frequency, kept with zxcvbn-ts (MIT); 1,557 of its 49,233 are long enough to matter here. */
const COMMON = lazySet(() => dictionary['passwords-common'].filter((password) => password.length >= LENGTH_MIN));

/** Whether the password is among those that attackers try first: a leaked one in any case, one character repeated, a plain run like 0123456789. */
export function isCommonPassword(password: string): boolean {
  return COMMON().has(password.toLowerCase()) || isRun(password);
}

/** Every step from one character to the next is the same and at most one: aaaaaaaaaa, abcdefghij, 9876543210 (and 1234567890, round the corner). */
function isRun(password: string): boolean {
  const codes = [...password.toLowerCase()].map((character) => character.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, i) => stepBetween(codes[i] ?? 0, code)));
  const [step] = steps;
  return steps.size === 1 && step !== undefined && Math.abs(step) <= 1;
}

const NINE = 57;
const ZERO = 48;

function stepBetween(from: number, to: number): number {
  if (from === NINE && to === ZERO) return 1;
  if (from === ZERO && to === NINE) return -1;
  return to - from;
}

function lazySet(read: () => Iterable<string>): () => ReadonlySet<string> {
  let set: ReadonlySet<string> | undefined;
  return () => (set ??= new Set(read()));
}
