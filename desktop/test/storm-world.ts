import { MemoryStore } from '../sync/memory-store.ts';
import { ManualPlatform, settled } from './manual-platform.ts';
import { ModelNetwork } from './model-network.ts';
import { ANN, BOB, startWorld } from './model-world.ts';
import { openTestClient, type TestClient } from './test-client.ts';

/** One person's client in the storm, with its own cable and its own disk. */
export class StormClient {
  readonly viewerId: string;
  readonly world: StormWorld;
  readonly network: ModelNetwork;
  readonly store = new MemoryStore();
  #client: TestClient | null = null;

  constructor(world: StormWorld, viewerId: string) {
    this.world = world;
    this.viewerId = viewerId;
    this.network = new ModelNetwork(world.server, viewerId);
    this.network.isStreaming = false;
  }

  get now(): TestClient {
    if (this.#client === null) throw new Error(`${this.viewerId}'s client is not open.`);
    return this.#client;
  }

  async open(): Promise<void> {
    const { network, store } = this;
    this.#client = await openTestClient(this.world.server, this.viewerId, { network, store, platform: this.world.platform });
  }

  /** The program ends and starts again on the same disk. */
  async restart(): Promise<void> {
    await this.now.crash();
    await this.open();
  }

  holds(conversationId: string): boolean {
    return this.now.sync.replica.conversation(conversationId) !== undefined;
  }
}

/** Two people with a client each, and a third who is only heard of. */
export class StormWorld {
  readonly server = startWorld();
  readonly platform = new ManualPlatform();
  readonly clients: readonly StormClient[];

  constructor() {
    this.server.changesMax = 7;
    this.server.pageSize = 5;
    // With the third person in it, the team's receipts come together.
    this.server.largeGroup = 3;
    this.clients = [ANN, BOB].map((id) => new StormClient(this, id));
  }

  async run(storm: readonly StormStep[]): Promise<void> {
    for (const client of this.clients) await client.open();
    for (const [, step] of storm) {
      await step(this);
      await settled();
    }
  }

  /**
   * Everything arrives at last: the cables hold, and each client goes on from what it has, on a new socket or told on its old one that events
   * were lost.
   */
  async calm(end: 'on new sockets' | 'on the old sockets'): Promise<void> {
    for (const { network } of this.clients) {
      Object.assign(network, { isUp: true, isAnswering: true, isStreaming: true });
      if (end === 'on new sockets') network.cut();
      else network.inTransit.length = 0;
    }
    this.server.interrupt();
    await this.platform.advance(120_000);
  }
}

/** What happens, in words and in deed. */
export type StormStep = readonly [string, (world: StormWorld) => Promise<void> | void];

/** What happens at one client, in words and in deed. */
export type ClientStep = readonly [string, (client: StormClient) => Promise<void> | void];
