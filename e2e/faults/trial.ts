import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { within } from '../crash/progress.ts';
import type { Replica } from '../crash/replica.ts';
import { makePeople } from '../load/people.ts';
import { findBreaches } from './find-breaches.ts';
import { type Fault, faultsIn } from './plan.ts';
import { type Cast, Population } from './population.ts';
import { Recovery, readMarks } from './recovery.ts';
import { Site } from './site.ts';
import { readTruth } from './truth.ts';

/** How long what is under way may take once all is well again. */
const SETTLE_TIMEOUT_MS = 20_000;
/** How long nothing may be acknowledged, while all is well, before it is called the end. */
const PROGRESS_TIMEOUT_MS = 30_000;

export interface TrialOptions {
  readonly random: () => number;
  readonly cast: Cast;
  readonly plan: readonly Fault[];
  /** Told of what happens. */
  readonly say: (line: string) => void;
  /** A server that is broken on purpose. */
  readonly program?: string;
  /** Clients that are broken on purpose. */
  readonly makeReplica?: (viewerId: string) => Replica;
}

/** What a trial has shown. */
export interface Verdict {
  /** Broken promises, in words; none when all is well. */
  readonly breaches: readonly string[];
  readonly acknowledged: number;
  readonly repeated: number;
  readonly membershipChanges: number;
  readonly messageChanges: number;
  readonly events: number;
  readonly reconnects: number;
  readonly catchUps: number;
  /** After the last fault, until each client held everything; the quickest first. */
  readonly recoveryMs: readonly number[];
}

/** One installation with everybody who uses it, from the first fault to the verdict. */
export class Trial {
  readonly #options: TrialOptions;
  readonly #site: Site;

  private constructor(options: TrialOptions, site: Site) {
    this.#options = options;
    this.#site = site;
  }

  /** Starts the installation. */
  static async start(options: TrialOptions): Promise<Trial> {
    const { random, program } = options;
    return new Trial(options, await Site.start({ random, ...(program === undefined ? {} : { program }) }));
  }

  async run(): Promise<Verdict> {
    const { cast, random, makeReplica } = this.#options;
    const people = await makePeople(this.#site.cluster, cast.lightClients + cast.fullClients);
    const population = await Population.gather(cast, {
      people,
      ports: this.#site.ports,
      balancerPort: this.#site.balancerPort,
      random,
      ...(makeReplica === undefined ? {} : { makeReplica }),
    });
    try {
      const { failed } = population.start();
      await Promise.race([failed, this.#inflict(population)]);
      return await this.#judge(population, { failed, since: performance.now() });
    } finally {
      await population.leave();
    }
  }

  /** The last that the nodes wrote. */
  get output(): string {
    return this.#site.output;
  }

  /** Ends everything that was started. */
  remove(): Promise<void> {
    return this.#site.remove();
  }

  async #inflict({ progress }: Population): Promise<void> {
    const { plan, cast, say } = this.#options;
    await progress.more(cast.messagesPerSecond, PROGRESS_TIMEOUT_MS);
    for (const fault of plan) {
      await delay(fault.pauseMs);
      const startedAt = performance.now();
      const together = faultsIn([fault]);
      await Promise.all(together.map((each) => this.#site.inflict(each)));
      say(
        `${together.map(describe).join(' and ')}, over after ${Math.round(performance.now() - startedAt)} ms; ${progress.count} acknowledged`,
      );
    }
  }

  async #judge(population: Population, { failed, since }: { failed: Promise<never>; since: number }): Promise<Verdict> {
    const everybody = [...population.light, ...population.full];
    const recovery = new Recovery(everybody, { since, marks: await this.#ask(readMarks) });
    await Promise.race([failed, population.closeDoors(SETTLE_TIMEOUT_MS)]);
    recovery.narrow(await this.#ask(readMarks));
    const { timesMs, late } = await recovery.result(SETTLE_TIMEOUT_MS);
    await Promise.race([failed, population.fallSilent(SETTLE_TIMEOUT_MS)]);
    const { light, full } = population;
    const acknowledged = light.flatMap(({ sender }) => sender.acknowledged);
    return {
      breaches: [...late.map((id) => `the client of ${id} has not caught up`), ...(await this.#compare(population))],
      acknowledged: acknowledged.length + sum(full, ({ sentCount }) => sentCount),
      repeated: sum(light, ({ line }) => line.repeatCount),
      membershipChanges: population.changeCount,
      messageChanges: sum(light, ({ changes }) => changes.length),
      events: sum(light, ({ arrivalCount }) => arrivalCount),
      reconnects: sum(light, ({ reconnectCount }) => reconnectCount),
      catchUps: sum(light, ({ catchUpCount }) => catchUpCount),
      recoveryMs: timesMs,
    };
  }

  /** Everybody's state against the database's, once they had time to take in what was said last. */
  async #compare({ light, full }: Population): Promise<string[]> {
    const truth = await this.#ask(readTruth);
    await new Recovery([...light, ...full], { since: 0, marks: await this.#ask(readMarks) }).result(SETTLE_TIMEOUT_MS);
    for (const client of full) await client.openAll();
    return [
      ...light.flatMap(({ sender }) => sender.faults),
      ...findBreaches({
        truth,
        acknowledged: light.flatMap(({ sender }) => sender.acknowledged),
        refused: light.flatMap(({ sender }) => sender.refused),
        testimonies: light.map(({ testimony }) => testimony),
        changes: light.flatMap(({ changes }) => changes),
      }),
      ...full.flatMap((client) => client.findBreaches(truth)),
    ];
  }

  async #ask<T>(question: (database: pg.Client) => Promise<T>): Promise<T> {
    const database = await this.#site.cluster.connect();
    try {
      return await within(SETTLE_TIMEOUT_MS, question(database), () => 'The database does not answer.');
    } finally {
      await database.end();
    }
  }
}

const describe = ({ kind, node, durationMs }: Fault) => `${kind} (node ${node + 1}${durationMs > 0 ? `, ${durationMs} ms` : ''})`;

const sum = <T>(items: readonly T[], countOf: (item: T) => number) => items.reduce((total, item) => total + countOf(item), 0);
