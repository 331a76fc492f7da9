import type { WorkspaceItem } from '../../bridge/workspace-calls.ts';
import { parseLink } from './parse-link.ts';

export interface LinkedPlacesEnds {
  readonly workspaces: () => readonly WorkspaceItem[];
  /** Shows the window of a workspace, and has its page show the place. False while the app is locked: the link waits. */
  readonly open: (workspace: WorkspaceItem, path: string) => boolean;
  /** There is no such workspace (its `host` is given), or no such link. */
  readonly explain: (problem: { readonly host: string } | 'broken') => void;
}

/** Follows `parley://` links (DESKTOP-4): one that comes too early, before the app is ready or while it is locked, waits; the last one counts. */
export class LinkedPlaces {
  readonly #ends: LinkedPlacesEnds;
  #waiting: string | null = null;
  #isReady = false;

  constructor(ends: LinkedPlacesEnds) {
    this.#ends = ends;
  }

  follow(link: string): void {
    if (!this.#isReady || !this.#followNow(link)) this.#waiting = link;
  }

  /** The app is ready, or was unlocked. */
  resume(): void {
    this.#isReady = true;
    const link = this.#waiting;
    this.#waiting = null;
    if (link !== null) this.follow(link);
  }

  #followNow(link: string): boolean {
    const { workspaces, open, explain } = this.#ends;
    const place = parseLink(link);
    if (place === undefined) {
      explain('broken');
      return true;
    }
    const workspace = workspaces().find(({ url }) => new URL(url).host === place.host);
    if (workspace !== undefined) return open(workspace, place.path);
    explain({ host: place.host });
    return true;
  }
}
