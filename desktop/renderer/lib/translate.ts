import type { CatalogueOf } from './catalogue.ts';
import { messages } from './messages.en.ts';

type Messages = typeof messages;
export type MessageKey = keyof Messages;

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never;
type TextOf<Entry> = Entry extends { other: infer Other extends string } ? Other : Extract<Entry, string>;
type Parameters<Key extends MessageKey> = {
  [Name in Placeholders<TextOf<Messages[Key]>>]: Name extends 'count' ? number : string;
};
type Arguments<Key extends MessageKey> = keyof Parameters<Key> extends never ? [] : [parameters: Parameters<Key>];

/** Every word of the page in some language. */
export type Catalogue = CatalogueOf<Messages>;

interface Speech {
  readonly catalogue: Catalogue;
  readonly locale: string;
  readonly plurals: Intl.PluralRules;
  readonly numbers: Intl.NumberFormat;
}

function speechOf(catalogue: Catalogue, locale: string): Speech {
  return { catalogue, locale, plurals: new Intl.PluralRules(locale), numbers: new Intl.NumberFormat(locale) };
}

/** Of the whole page: words stand in constants too, so it is set once, before the page is loaded. */
let speech = speechOf(messages, 'en');

/** Has the page speak a language from now on, and write dates and numbers as `locale` does. */
export function speak(catalogue: Catalogue, locale: string): void {
  speech = speechOf(catalogue, locale);
}

/** How dates and numbers are written: the language of the page, with the region of the reader ('en-GB'). */
export function formatLocale(): string {
  return speech.locale;
}

function plainText(key: MessageKey, values: Record<string, string | number>): string {
  // The name of what a later server tells of is no key of this page's catalogue.
  const entry: Catalogue[MessageKey] | undefined = speech.catalogue[key];
  if (entry === undefined) return '';
  if (typeof entry === 'string') return entry;
  return speech.plurals.select(Number(values.count)) === 'one' ? entry.one : entry.other;
}

/**
 * The words for a key of the catalogue, its `{placeholders}` filled in.
 * Which parameters a key needs is checked at compile time; `count` chooses the plural form
 * and is written with the language's digits and separators.
 */
export function t<Key extends MessageKey>(key: Key, ...[parameters]: Arguments<Key>): string {
  if (parameters === undefined) return plainText(key, {});
  const values: Record<string, string | number> = parameters;
  return plainText(key, values).replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) return placeholder;
    return typeof value === 'number' ? speech.numbers.format(value) : value;
  });
}
