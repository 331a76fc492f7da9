import { setTimeout as delay } from 'node:timers/promises';
import { LoadClient, type LoadClientOptions } from './load-client.ts';
import { Tally } from './tally.ts';

/** Sockets that connect at the same time. */
const CONNECTING_MAX = 64;

/** Nothing came for so long: what is missing is lost. */
const QUIET_MS = 5_000;
const STEP_MS = 20;

export type CrewMember = Omit<LoadClientOptions, 'tally'>;

/** Lets the clients send for a while; resolves when the last send is out. */
export type Drive = (clients: readonly LoadClient[], seconds: number) => Promise<void>;

/** All clients of a workload. */
export class Crew {
  readonly clients: LoadClient[] = [];
  #tally = new Tally();

  /** Connects everybody; `onReady` is told how many milliseconds each took from the first packet until everything comes. */
  static async connect(members: readonly CrewMember[], onReady: (ms: number) => void = () => undefined): Promise<Crew> {
    const crew = new Crew();
    const waiting = members.values();
    const work = async () => {
      for (const member of waiting) {
        const startedAt = performance.now();
        crew.clients.push(await LoadClient.connect({ ...member, tally: () => crew.#tally }));
        onReady(performance.now() - startedAt);
      }
    };
    await Promise.all(Array.from({ length: CONNECTING_MAX }, work));
    return crew;
  }

  /** Drives for so long, then waits for every answer and delivery that is still to come. */
  async run(drive: Drive, seconds: number): Promise<Tally> {
    const tally = new Tally();
    this.#tally = tally;
    await drive(this.clients, seconds);
    let quietSince = performance.now();
    let progress = 0;
    while (!tally.isComplete && performance.now() - quietSince < QUIET_MS) {
      await delay(STEP_MS);
      const now = tally.acknowledged + tally.delivered + tally.errorCount;
      if (now !== progress) quietSince = performance.now();
      progress = now;
    }
    return tally;
  }

  /** What went wrong outside of a run: sockets that the server closed. */
  get errors(): ReadonlyMap<string, number> {
    return this.#tally.errors;
  }

  close(): void {
    for (const client of this.clients) client.close();
  }
}
