/** What the cases speak of; the viewer is `ann`. */
export interface BadInputWorld {
  readonly ids: Readonly<
    Record<'ann' | 'bob' | 'eve' | 'group' | 'direct' | 'evesGroup' | 'message' | 'evesMessage' | 'evesSession', string>
  >;
}

/** Cases of one operation. */
export type Table = readonly (readonly [name: string, variables: object, code: string, field?: string])[];
