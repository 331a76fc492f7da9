import type { Standing } from '../tray/unread.ts';

export interface PagePlacesEnds {
  /** Has the page of a workspace show a place. */
  readonly tell: (workspaceId: string, path: string) => void;
  /** Tells the page of a workspace that the one before it broke. */
  readonly tellRecovered: (workspaceId: string) => void;
  readonly onChange: () => void;
}

/** What each workspace's page told of itself; and the places that it is to show as soon as somebody is signed in there. */
export class PagePlaces {
  readonly #ends: PagePlacesEnds;
  readonly #standings = new Map<string, Standing>();
  readonly #waiting = new Map<string, string>();
  readonly #recovered = new Set<string>();

  constructor(ends: PagePlacesEnds) {
    this.#ends = ends;
  }

  get standings(): ReadonlyMap<string, Standing> {
    return this.#standings;
  }

  /** The page is there, and this is how things stand in it. */
  tellStanding(workspaceId: string, standing: Standing): void {
    this.#standings.set(workspaceId, standing);
    this.#ends.onChange();
    const path = this.#waiting.get(workspaceId);
    this.#waiting.delete(workspaceId);
    if (path !== undefined) this.#ends.tell(workspaceId, path);
    if (this.#recovered.delete(workspaceId)) this.#ends.tellRecovered(workspaceId);
  }

  /** At once where a page is there, else when it is; the last one counts. */
  show(workspaceId: string, path: string): void {
    if (this.#standings.has(workspaceId)) this.#ends.tell(workspaceId, path);
    else this.#waiting.set(workspaceId, path);
  }

  /** The page broke and was loaded again; it is told as soon as it can say so. */
  recovered(workspaceId: string): void {
    this.#recovered.add(workspaceId);
  }

  /** The page is gone, or nobody is signed in there any more. */
  forget(workspaceId: string): void {
    if (this.#standings.delete(workspaceId)) this.#ends.onChange();
  }
}
