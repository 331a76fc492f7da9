/** A page that is asked to finish. */
export interface ClosingPage {
  readonly workspaceId: string;
  /** Tells it that the app ends. */
  readonly tell: () => void;
}

/** A page that does not answer within this time is broken: what it wrote before is on the disk, and nothing more comes. */
const PATIENCE_MS = 3_000;

/** Has pages finish what they are writing before their windows close: drafts and the outbox are on the disk then, and the server knows at once. */
export class ClosingPages {
  readonly #waiting = new Map<string, () => void>();

  /** Resolves when all have answered, or have had their time. */
  async ask(pages: readonly ClosingPage[], patienceMs: number = PATIENCE_MS): Promise<void> {
    const answers = pages.map(({ workspaceId, tell }) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#waiting.set(workspaceId, resolve);
      tell();
      return promise;
    });
    const timeUp = Promise.withResolvers<void>();
    const timer = setTimeout(timeUp.resolve, patienceMs);
    await Promise.race([Promise.all(answers), timeUp.promise]);
    clearTimeout(timer);
    this.#waiting.clear();
  }

  /** The page of a workspace has finished, or is gone. */
  answered(workspaceId: string): void {
    this.#waiting.get(workspaceId)?.();
  }
}
