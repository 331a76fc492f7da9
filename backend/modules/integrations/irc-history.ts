import type { IrcEvent, IrcLog } from './irc-log.ts';

/** A person of a channel: their nick in lower case by the rules of IRC, under which the log first names them. */
export type PersonKey = string;

/** What becomes of one line: somebody says something, comes or goes. */
export type HistoryStep = { readonly line: number; readonly at: string } & (
  | { readonly kind: 'say'; readonly person: PersonKey; readonly text: string }
  | { readonly kind: 'enter'; readonly people: readonly PersonKey[] }
  | { readonly kind: 'leave'; readonly person: PersonKey; readonly by: PersonKey }
);

/** A channel log with nicks turned into people. */
export interface IrcHistory {
  /** Everybody the log names, with the nick as first written. */
  readonly people: ReadonlyMap<PersonKey, string>;
  readonly steps: readonly HistoryStep[];
}

/** Nicks differ by more than case: on IRC {}|^ are the small letters of []\~ (RFC 1459). */
export function foldNick(nick: string): PersonKey {
  const small: Readonly<Record<string, string>> = { '[': '{', ']': '}', '\\': '|', '~': '^' };
  return nick.toLowerCase().replaceAll(/[[\]\\~]/g, (sign) => small[sign] ?? sign);
}

/**
 * Follows the people of a log. A rename keeps the person: what is said under the new nick is theirs until they leave. Who acts without
 * having joined was there before the log begins, so the first step lets all of those in. An action reads `/me waves`, and a rename
 * `/me is now known as …`. A message without text is no message.
 */
export function followPeople(log: IrcLog): IrcHistory {
  const follower = new Follower();
  const steps = log.events.flatMap((event) => follower.follow(event));
  const [first] = steps;
  const people = [...follower.presentFirst];
  if (first === undefined || people.length === 0) return { people: follower.people, steps };
  return { people: follower.people, steps: [{ line: 0, at: first.at, kind: 'enter', people }, ...steps] };
}

class Follower {
  readonly people = new Map<PersonKey, string>();
  readonly presentFirst = new Set<PersonKey>();
  readonly #joined = new Set<PersonKey>();
  readonly #personOfNick = new Map<string, PersonKey>();

  follow(event: IrcEvent): HistoryStep[] {
    const { line, at } = event;
    switch (event.kind) {
      case 'message':
        return say(event, this.#present(event.nick), event.text);
      case 'action':
        return say(event, this.#present(event.nick), `/me ${event.text}`);
      case 'join':
        return [{ line, at, kind: 'enter', people: [this.#join(event.nick)] }];
      case 'part':
        return [this.#leave(event, this.#present(event.nick))];
      case 'kick':
        return [this.#leave(event, this.#present(event.by))];
      case 'rename':
        return say(event, this.#rename(event.nick, event.to), `/me is now known as ${event.to}`);
    }
  }

  #personOf(nick: string): PersonKey {
    const folded = foldNick(nick);
    const person = this.#personOfNick.get(folded) ?? folded;
    if (!this.people.has(person)) this.people.set(person, nick);
    return person;
  }

  /** Somebody who does something is there. */
  #present(nick: string): PersonKey {
    const person = this.#personOf(nick);
    if (!this.#joined.has(person)) this.presentFirst.add(person);
    return person;
  }

  #join(nick: string): PersonKey {
    const person = this.#personOf(nick);
    this.#joined.add(person);
    return person;
  }

  #rename(nick: string, to: string): PersonKey {
    const person = this.#present(nick);
    this.#personOfNick.delete(foldNick(nick));
    this.#personOfNick.set(foldNick(to), person);
    return person;
  }

  #leave({ line, at, nick }: IrcEvent, by: PersonKey): HistoryStep {
    const person = this.#present(nick);
    this.#personOfNick.delete(foldNick(nick));
    return { line, at, kind: 'leave', person, by };
  }
}

const say = ({ line, at }: IrcEvent, person: PersonKey, text: string): HistoryStep[] =>
  text.trim() === '' ? [] : [{ line, at, kind: 'say', person, text }];
