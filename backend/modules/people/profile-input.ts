import { invalid } from '../../errors.ts';
import { parseName } from '../../input.ts';
import type { Profile } from './profile.ts';

const DISPLAY_NAME_MAX = 80;
const TITLE_MAX = 80;
const STATUS_MAX = 100;
/** One emoji as Unicode recommends it for interchange. */
const EMOJI = /^\p{RGI_Emoji}$/v;

/** What changes of a profile: what is not there stays, null takes back. */
export interface ProfileChange extends Partial<Profile> {
  readonly displayName?: string;
}

/** As a mutation gives it. */
export type RawProfile = { readonly [Key in keyof Profile | 'displayName']?: string | null | undefined };

/** VALIDATION_ERROR with the field that is wrong (ID-6). `now`: an expiry must be later. */
export function parseProfile(input: RawProfile, now = new Date()): ProfileChange {
  if (input.displayName === null) throw invalid('input.displayName', 'Everybody has a name.');
  return {
    ...(input.displayName !== undefined && { displayName: parseName('input.displayName', input.displayName, DISPLAY_NAME_MAX) }),
    ...part('title', input.title, (value) => parseName('input.title', value, TITLE_MAX)),
    ...part('timeZone', input.timeZone, parseTimeZone),
    ...part('statusText', input.statusText, (value) => parseName('input.statusText', value, STATUS_MAX)),
    ...part('statusEmoji', input.statusEmoji, parseEmoji),
    ...part('statusExpiresAt', input.statusExpiresAt, (value) => parseExpiry(value, now)),
  };
}

function part<Key extends keyof Profile>(key: Key, value: string | null | undefined, parse: (value: string) => string): Partial<Profile> {
  return value === undefined ? {} : { [key]: value === null || value.trim() === '' ? null : parse(value) };
}

function parseTimeZone(value: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    throw invalid('input.timeZone', 'This is no time zone: give a name like Europe/Berlin.');
  }
}

function parseEmoji(value: string): string {
  if (!EMOJI.test(value)) throw invalid('input.statusEmoji', 'This is not one emoji.');
  return value;
}

function parseExpiry(value: string, now: Date): string {
  if (Date.parse(value) <= now.getTime()) throw invalid('input.statusExpiresAt', 'A status ends in the future.');
  return value;
}
