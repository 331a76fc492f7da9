import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { Turns } from './turns.ts';

/** argon2id (the library's default kind) at the first choice of OWASP's password storage cheat sheet: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Half of the threads that Node has for such work: the others go on checking tokens and reading files. Bounds memory to 2 × 19 MiB. */
const HASHES_AT_ONCE = 2;

/** About ten seconds of work; more callers than that are told to come back. */
const HASHES_WAITING_MAX = 2000;

/** Well formed, of the same cost as a real one, and of no password. */
const DECOY = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$${unpadded(16)}$${unpadded(32)}`;

/** Hashes and checks passwords, off the main thread and a few at a time (security G11). Rejects with UNAVAILABLE when too many wait. */
export class Passwords {
  readonly #turns = new Turns({ atOnce: HASHES_AT_ONCE, waitingMax: HASHES_WAITING_MAX });

  hash(password: string): Promise<string> {
    return this.#turns.run(() => hash(inOneForm(password), COST));
  }

  /** Whether the password is the hash's. Without a hash (nobody of that name) it takes the same time to say no. */
  async matches(password: string, passwordHash: string | null): Promise<boolean> {
    const isMatch = await this.#turns.run(() => verify(passwordHash ?? DECOY, inOneForm(password)));
    return isMatch && passwordHash !== null;
  }
}

/** The same keys give different code points on different systems; NFKC makes them one (RFC 8265). */
function inOneForm(password: string): string {
  return password.normalize('NFKC');
}

function unpadded(bytes: number): string {
  return randomBytes(bytes).toString('base64').replace(/=+$/, '');
}
