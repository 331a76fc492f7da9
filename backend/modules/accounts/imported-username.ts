import { createHash } from 'node:crypto';

const LENGTH_MIN = 3;
const LENGTH_MAX = 30;

/**
 * Usernames for a person who has another name elsewhere, the best first: the name itself in lower case when it is a username, else what is
 * left of it with a hash of the name, longer each time. The same name gives the same list (ID-1).
 */
export function importedUsernames(name: string): string[] {
  const lower = name.toLowerCase();
  const kept = lower.replaceAll(/[^a-z0-9._-]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'person';
  const hash = createHash('sha256').update(name).digest('hex');
  const hashed = [4, 8, 16].map((length) => `${kept.slice(0, LENGTH_MAX - length - 1)}-${hash.slice(0, length)}`);
  return kept === lower && kept.length >= LENGTH_MIN && kept.length <= LENGTH_MAX ? [kept, ...hashed] : hashed;
}
