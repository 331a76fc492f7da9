/** A second crash so soon is no accident: starting the page again would only crash it again. */
const SOON_MS = 60_000;

/** What to do about a page that broke. */
export class Crashes {
  readonly #lastAt = new Map<string, number>();

  /** 'restart' the page by itself, or 'ask' the person. `now`: milliseconds since 1970. */
  next(windowKey: string, now: number): 'restart' | 'ask' {
    const lastAt = this.#lastAt.get(windowKey);
    this.#lastAt.set(windowKey, now);
    return lastAt === undefined || now - lastAt > SOON_MS ? 'restart' : 'ask';
  }
}
