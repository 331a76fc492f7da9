/** What looks like a secret or like somebody's, wherever it stands in a text, and what stands in its place. */
const PERSONAL: readonly (readonly [RegExp, string])[] = [
  // JSON Web Tokens, before anything takes a part of one.
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[token]'],
  [/\b(Bearer|Basic) \S+/gi, '$1 [token]'],
  // The user and the password of an address.
  [/(\w+:\/\/)[^\s/@]+@/g, '$1[hidden]@'],
  [/[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}/gi, '[email]'],
  // PostgreSQL repeats the value that it could not read, and the key that it found twice.
  [/(invalid input (?:syntax|value) for [^:]+: )"[\s\S]*?"(?=$|\s)/g, '$1[value]'],
  [/(Key \([^)]*\)=)\([\s\S]*?\)(?= (?:already|is) )/g, '$1([value])'],
];

/** A text of unknown origin as it may stand in a log: an error's message for example. */
export function maskText(text: string): string {
  return PERSONAL.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), text);
}

/** The network that an address is in, /24 or /48: enough to see that many come from one place, too little to tell who. */
export function maskAddress(address: string): string {
  const [v4] = /\d+\.\d+\.\d+\.\d+$/.exec(address) ?? [];
  if (v4 !== undefined) return v4.replace(/\d+$/, '0/24');
  if (!address.includes(':')) return '[address]';
  const [head = ''] = address.split('::');
  const groups = [...head.split(':'), '0', '0', '0'].slice(0, 3).map((group) => group || '0');
  return `${groups.join(':')}::/48`;
}
