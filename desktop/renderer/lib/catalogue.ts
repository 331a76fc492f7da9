/** A catalogue of another language: every key of the source, with the plural forms where that has them. A missing key is an error. */
export type CatalogueOf<Source> = {
  readonly [Key in keyof Source]: Source[Key] extends string ? string : { readonly one: string; readonly other: string };
};
