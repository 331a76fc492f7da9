import type { Person } from '../../sync/records.ts';

/** A piece of a result's text. */
export interface SearchPiece {
  readonly text: string;
  readonly isMatch: boolean;
}

/** A message that was found, as a row of the results shows it. */
export interface SearchResultItem {
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
  /** Set for a reply in a thread: there it stands. */
  readonly threadRootSeq?: number;
  readonly sender: Person;
  readonly createdAt: string;
  readonly pieces: readonly SearchPiece[];
}

export type SearchOrder = 'RANK' | 'TIME';
