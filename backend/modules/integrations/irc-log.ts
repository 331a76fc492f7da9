/** What one line of a channel log tells. `at`: RFC 3339; `line`: counted from 1. */
export type IrcEvent = { readonly line: number; readonly at: string } & (
  | { readonly kind: 'message' | 'action'; readonly nick: string; readonly text: string }
  | { readonly kind: 'join' | 'part'; readonly nick: string }
  | { readonly kind: 'kick'; readonly nick: string; readonly by: string }
  | { readonly kind: 'rename'; readonly nick: string; readonly to: string }
);

export interface IrcLog {
  /** The channel that the joins and parts name most often, in lower case; null when none does. */
  readonly channel: string | null;
  readonly events: readonly IrcEvent[];
  readonly lineCount: number;
  /** Lines of no known form, counted from 1. */
  readonly unknownLines: readonly number[];
}

type Said = DistributiveOmit<IrcEvent, 'line' | 'at'>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

const CLOCK = /^\[(\d\d):(\d\d)\]/;
const MESSAGE = /^\[\d\d:\d\d\] <([^>]+)>(?: (.*))?$/s;
const ACTION = /^\[\d\d:\d\d\] {1,2}\* (\S+)(?: (.*))?$/s;
const JOIN_OR_LEAVE = /^=== (\S.*?) \[[^\]]*\]\s+has (joined|left|quit)\b\s*([#&]\S+)?/s;
const RENAME = /^=== (\S.*?) is now known as (\S.*?)\s*$/;
const KICK = /^=== (\S+) was kicked off [#&]\S+ by (\S+)/;
const MODE = /^=== mode\//;
/** Old logs write an action like an event: the nick and what it does. */
const OLD_ACTION = /^=== (\S+) (\S.*)$/s;

/** A clock that goes back this far has passed midnight; by less, the log is only a little out of order. */
const MIDNIGHT_MINUTES = 6 * 60;

/**
 * Reads a channel log. Bytes that are not UTF-8 become U+FFFD, and so does NUL, which no text of Parley can hold.
 * `date`: the day of the first line, like 2004-12-25; times are taken as UTC. A line without a time has that of the line before.
 */
export function parseIrcLog(bytes: Uint8Array, date: string): IrcLog {
  const lines = toLines(bytes);
  const events: IrcEvent[] = [];
  const unknownLines: number[] = [];
  const channels = new Map<string, number>();
  const clock = new LogClock(date);
  for (const [index, text] of lines.entries()) {
    const at = clock.read(text);
    if (text === '' || MODE.test(text)) continue;
    const said = readLine(text);
    if (said === null) unknownLines.push(index + 1);
    else events.push({ ...said, line: index + 1, at });
    const channel = JOIN_OR_LEAVE.exec(text)?.[3]?.toLowerCase();
    if (channel !== undefined) channels.set(channel, (channels.get(channel) ?? 0) + 1);
  }
  const [named] = [...channels].sort(([, a], [, b]) => b - a);
  return { channel: named?.[0] ?? null, events, lineCount: lines.length, unknownLines };
}

/** The day in a file's name (2004-12-25 or 20041225); null when there is none. */
export function dateInName(name: string): string | null {
  const [, year, month, day] = /(?:^|\D)(\d{4})-?(\d\d)-?(\d\d)(?:\D|$)/.exec(name) ?? [];
  const date = `${year}-${month}-${day}`;
  return Number.isNaN(Date.parse(`${date}T00:00:00Z`)) ? null : date;
}

/** Lines end at LF or CR LF and nowhere else: other separators are part of what somebody wrote. */
function toLines(bytes: Uint8Array): string[] {
  const lines = new TextDecoder('utf-8').decode(bytes).replaceAll('\0', '\uFFFD').split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

const readLine = (text: string): Said | null => (text.startsWith('=== ') ? readNotice(text) : readSpeech(text));

function readSpeech(text: string): Said | null {
  const [, speaker, message = ''] = MESSAGE.exec(text) ?? [];
  if (speaker !== undefined) return { kind: 'message', nick: speaker, text: message };
  const [, actor, action = ''] = ACTION.exec(text) ?? [];
  return actor === undefined ? null : { kind: 'action', nick: actor, text: action };
}

function readNotice(text: string): Said | null {
  const [, nick, what] = JOIN_OR_LEAVE.exec(text) ?? [];
  if (nick !== undefined) return { kind: what === 'joined' ? 'join' : 'part', nick };
  const [, before, to] = RENAME.exec(text) ?? [];
  if (before !== undefined && to !== undefined) return { kind: 'rename', nick: before, to };
  const [, kicked, by] = KICK.exec(text) ?? [];
  if (kicked !== undefined && by !== undefined) return { kind: 'kick', nick: kicked, by };
  const [, actor, action = ''] = OLD_ACTION.exec(text) ?? [];
  return actor === undefined ? null : { kind: 'action', nick: actor, text: action };
}

/** Follows the times of the lines through midnight. */
class LogClock {
  #dayStart: number;
  #minutes = 0;

  constructor(date: string) {
    this.#dayStart = Date.parse(`${date}T00:00:00Z`);
  }

  read(text: string): string {
    const [, hours, minutes] = CLOCK.exec(text) ?? [];
    if (hours !== undefined) this.#moveTo(Number(hours) * 60 + Number(minutes));
    return new Date(this.#dayStart + this.#minutes * 60_000).toISOString();
  }

  #moveTo(minutes: number): void {
    if (this.#minutes - minutes > MIDNIGHT_MINUTES) this.#dayStart += 24 * 60 * 60_000;
    this.#minutes = minutes;
  }
}
