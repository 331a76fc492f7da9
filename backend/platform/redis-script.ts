import { createHash } from 'node:crypto';
import type { Cluster, Redis } from 'ioredis';

/** A piece of Lua that Redis runs at once and whole, on one key. Sent in full only where the server does not know it yet. */
export class RedisScript {
  readonly #lua: string;
  readonly #sha: string;

  constructor(lua: string) {
    this.#lua = lua;
    this.#sha = createHash('sha1').update(lua).digest('hex');
  }

  async run(client: Redis | Cluster, key: string, args: readonly (string | number)[]): Promise<unknown> {
    try {
      return await client.evalsha(this.#sha, 1, key, ...args);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return client.eval(this.#lua, 1, key, ...args);
    }
  }
}
