/** An ordinary line of chat, so that a message has about 100 characters. */
const FILLER = 'The build is green again, I have put the new figures into the plan for Thursday; look when you can.';

/** Not `@`: the server would look for who is meant. */
const DUE_MARK = '~';
const TEXT_START = Buffer.from(`"text":"${DUE_MARK}`);

/** A message's text. It begins with the moment it was due, in microseconds of this process's clock. Nothing in it needs escaping. */
export function textOf(dueAtMs: number): string {
  return `${DUE_MARK}${Math.round(dueAtMs * 1000)} ${FILLER}`;
}

/** When the message of an event was due, in milliseconds of this process's clock; undefined for events of other kinds. */
export function dueAtMs(bytes: Buffer, start: number, end: number): number | undefined {
  const at = bytes.indexOf(TEXT_START, start);
  if (at === -1 || at >= end) return undefined;
  const from = at + TEXT_START.length;
  return Number(bytes.toString('latin1', from, bytes.indexOf(' ', from))) / 1000;
}
