/** A stretch of code and what it is in its language: a keyword, a string, a comment. */
export interface CodePiece {
  readonly text: string;
  readonly scope: string | undefined;
}
