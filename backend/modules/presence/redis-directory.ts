import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { RedisConnection } from '../../platform/redis.ts';
import { RedisScript } from '../../platform/redis-script.ts';
import { type Device, type DeviceMoves, deviceKindOf, deviceOf, type Whereabouts } from './device.ts';
import { MemoryDirectory } from './memory-directory.ts';
import { type DeadNode, NodeLease, pairs } from './node-lease.ts';
import type { OnMoved, PresenceDirectory, WhereaboutsById } from './presence-directory.ts';
import { PRESENCE_TIMES } from './presence-times.ts';

/** The devices of a person, by `node/device`, and the version of what is known. */
const personKey = (userId: string) => `presence:person:${userId}`;
/** The people who may have devices on a node, for the one who cleans up after it. */
const nodeKey = (nodeId: string) => `presence:node:${nodeId}`;

/**
 * Changes the devices of a person (ARGV: the node whose devices all go or '', how many to enter, their fields and values, fields to remove),
 * and gives all of them with the next version: microseconds of this server's clock, so that it rises even when what was known is lost.
 */
const APPLY = new RedisScript(`
if ARGV[1] ~= '' then
  for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
    if string.sub(field, 1, #ARGV[1]) == ARGV[1] then redis.call('HDEL', KEYS[1], field) end
  end
end
local last = 2 + 2 * ARGV[2]
for i = 3, last, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
for i = last + 1, #ARGV do redis.call('HDEL', KEYS[1], ARGV[i]) end
local time = redis.call('TIME')
local version = math.max((redis.call('HGET', KEYS[1], 'version') or 0) + 1, time[1] * 1000000 + time[2])
redis.call('HSET', KEYS[1], 'version', string.format('%.0f', version))
if redis.call('HLEN', KEYS[1]) == 1 then redis.call('PEXPIRE', KEYS[1], 60000) else redis.call('PERSIST', KEYS[1]) end
return redis.call('HGETALL', KEYS[1])
`);

/** Gives the devices of a person; of one of whom nothing is known, that this is so now. */
const READ = new RedisScript(`
local known = redis.call('HGETALL', KEYS[1])
if #known > 0 then return known end
local time = redis.call('TIME')
return {'version', string.format('%.0f', time[1] * 1000000 + time[2])}
`);

/** People asked about at once. */
const CHUNK = 1_000;

interface RedisDirectoryOptions {
  readonly redis: RedisConnection;
  readonly log: Logger;
}

/**
 * The directory that all nodes share, in Redis. Each node enters its own devices and renews one lease for all of them; where a lease ran
 * out, another node removes what the dead one had entered. What Redis forgets is entered again within the time of a renewal.
 */
export class RedisDirectory implements PresenceDirectory {
  readonly #redis: RedisConnection;
  readonly #log: Logger;
  readonly #own = new MemoryDirectory();
  readonly #nodeId = randomUUID();
  readonly #lease: NodeLease;
  readonly #renewing: NodeJS.Timeout;
  readonly #stopWatching: () => void;
  #onMoved: OnMoved = () => undefined;
  /** Redis may not hold what this node has entered. */
  #isIncomplete = true;
  /** People whose moves Redis may not have heard of. */
  readonly #unheard = new Set<string>();

  constructor({ redis, log }: RedisDirectoryOptions, times = PRESENCE_TIMES) {
    this.#redis = redis;
    this.#log = log;
    this.#lease = new NodeLease(redis, this.#nodeId, times.leaseMs);
    this.#renewing = setInterval(() => this.#renew(), times.renewMs).unref();
    this.#stopWatching = redis.onRestored(() => {
      this.#isIncomplete = true;
      this.#renew();
    });
    this.#renew();
  }

  get userIdsHere(): string[] {
    return this.#own.userIdsHere;
  }

  onMoved(handler: OnMoved): void {
    this.#onMoved = handler;
  }

  async apply(moves: DeviceMoves): Promise<WhereaboutsById> {
    this.#own.enter(moves);
    try {
      return await this.#share(moves);
    } catch (error) {
      this.#isIncomplete = true;
      for (const id of moves.keys()) this.#unheard.add(id);
      return this.#alone([...moves.keys()], error);
    }
  }

  async read(userIds: readonly string[]): Promise<WhereaboutsById> {
    try {
      return await this.#ask(userIds, (id) => READ.run(this.#redis.client, personKey(id), []));
    } catch (error) {
      return this.#alone(userIds, error);
    }
  }

  async close(graceMs: number): Promise<void> {
    clearInterval(this.#renewing);
    this.#stopWatching();
    await this.#lease.endIn(graceMs).catch((error: unknown) => this.#log.debug({ err: error }, 'the lease of presence could not be ended'));
  }

  /** `replacing`: the devices of this node that Redis knows are those of the moves afterwards, and no other. */
  async #share(moves: DeviceMoves, replacing = ''): Promise<WhereaboutsById> {
    const userIds = [...moves.keys()];
    await this.#note(
      'sadd',
      userIds.filter((id) => this.#own.devicesOf(id).size > 0),
    );
    const people = await this.#ask(userIds, (id) => this.#applyTo(id, moves.get(id) ?? new Map(), replacing));
    await this.#note(
      'srem',
      userIds.filter((id) => this.#own.devicesOf(id).size === 0),
    );
    return people;
  }

  #applyTo(userId: string, moves: ReadonlyMap<string, Device | null>, replacing: string): Promise<unknown> {
    const entered = [...moves].flatMap(([id, device]) => (device === null ? [] : [this.#field(id), encode(device)]));
    const removed = [...moves].flatMap(([id, device]) => (device === null ? [this.#field(id)] : []));
    return APPLY.run(this.#redis.client, personKey(userId), [replacing, entered.length / 2, ...entered, ...removed]);
  }

  #field(deviceId: string): string {
    return `${this.#nodeId}/${deviceId}`;
  }

  async #note(command: 'sadd' | 'srem', userIds: readonly string[]): Promise<void> {
    for (let i = 0; i < userIds.length; i += CHUNK) {
      await this.#redis.client[command](nodeKey(this.#nodeId), ...userIds.slice(i, i + CHUNK));
    }
  }

  /** One script a person, since a cluster keeps people in different places; so many on their way at once that none waits for long. */
  async #ask(userIds: readonly string[], run: (userId: string) => Promise<unknown>): Promise<WhereaboutsById> {
    const people = new Map<string, Whereabouts>();
    for (let i = 0; i < userIds.length; i += CHUNK) {
      const chunk = userIds.slice(i, i + CHUNK);
      const answers = await Promise.all(chunk.map((id) => run(id)));
      for (const [j, id] of chunk.entries()) people.set(id, decode(answers[j] as string[]));
    }
    return people;
  }

  async #alone(userIds: readonly string[], error: unknown): Promise<WhereaboutsById> {
    this.#log.debug({ err: error }, 'Redis is away: presence knows this node alone');
    const people = await this.#own.read(userIds);
    return new Map([...people].map(([id, { devices }]) => [id, { devices, version: null }]));
  }

  #renew(): void {
    this.#keepLease().catch((error: unknown) => this.#log.debug({ err: error }, 'the lease of presence could not be renewed'));
  }

  async #keepLease(): Promise<void> {
    const { wasKept, dead } = await this.#lease.renew();
    if (!wasKept || this.#isIncomplete) await this.#enterAll();
    for (const node of dead) await this.#cleanUp(node);
  }

  async #enterAll(): Promise<void> {
    this.#isIncomplete = false;
    const userIds = [...new Set([...this.#own.userIdsHere, ...this.#unheard])];
    this.#unheard.clear();
    try {
      for (let i = 0; i < userIds.length; i += CHUNK) {
        const chunk = userIds.slice(i, i + CHUNK);
        const people = await this.#share(new Map(chunk.map((id) => [id, this.#own.devicesOf(id)])), this.#field(''));
        this.#onMoved(people, null);
      }
    } catch (error) {
      this.#isIncomplete = true;
      for (const id of userIds) this.#unheard.add(id);
      throw error;
    }
  }

  async #cleanUp(node: DeadNode): Promise<void> {
    const { client } = this.#redis;
    const key = nodeKey(node.nodeId);
    for (let userIds = await client.srandmember(key, CHUNK); userIds.length > 0; userIds = await client.srandmember(key, CHUNK)) {
      this.#onMoved(await this.#ask(userIds, (id) => APPLY.run(client, personKey(id), [`${node.nodeId}/`, 0])), node.diedAt);
      await client.srem(key, ...userIds);
    }
    await this.#lease.bury(node);
    this.#log.info({ node: node.nodeId }, 'a node is gone, and the devices it had');
  }
}

/** Nodes that know less read the parts that they know. */
const encode = ({ kind, isActive, use }: Device) =>
  `${kind}/${isActive ? 'active' : 'idle'}${use === undefined ? '' : `/${use.deviceId}/${use.usedAt}`}`;

function decode(answer: readonly string[]): Whereabouts {
  const fields = new Map(pairs(answer));
  const version = Number(fields.get('version'));
  fields.delete('version');
  const devices = [...fields.values()].map((value) => {
    const [kind, activity, deviceId, usedAt] = value.split('/');
    const use = deviceId === undefined || usedAt === undefined ? null : { deviceId, usedAt };
    return deviceOf(deviceKindOf(kind, null), activity === 'active', use);
  });
  return { devices, version };
}
