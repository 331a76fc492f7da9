import { setTimeout as delay } from 'node:timers/promises';
import { LoadClient, type LoadClientOptions } from './load-client.ts';
import { Tally } from './tally.ts';

/** Sockets that connect at the same time. */
const CONNECTING_MAX = 64;

/** Nothing came for so long: what is missing is lost. */
const QUIET_MS = 5_000;
const STEP_MS = 20;

export type CrewMember = Pick<LoadClientOptions, 'token' | 'isListening' | 'isSampled' | 'targets'>;

/** Lets the clients send for a while; resolves when the last send is out. */
export type Drive = (clients: readonly LoadClient[], seconds: number) => Promise<void>;

/** All clients of a workload. */
export class Crew {
  readonly clients: LoadClient[] = [];
  #tally = new Tally();

  static async connect(port: number, members: readonly CrewMember[]): Promise<Crew> {
    const crew = new Crew();
    const waiting = [...members];
    const work = async () => {
      for (let member = waiting.pop(); member !== undefined; member = waiting.pop()) {
        crew.clients.push(await LoadClient.connect({ ...member, port, tally: () => crew.#tally }));
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

  close(): void {
    for (const client of this.clients) client.close();
  }
}
