import { messages } from './messages.en.ts';

type Messages = typeof messages;
export type MessageKey = keyof Messages;

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never;
type TextOf<Entry> = Entry extends { other: infer Other extends string } ? Other : Extract<Entry, string>;
type Parameters<Key extends MessageKey> = {
  [Name in Placeholders<TextOf<Messages[Key]>>]: Name extends 'count' ? number : string;
};
type Arguments<Key extends MessageKey> = keyof Parameters<Key> extends never ? [] : [parameters: Parameters<Key>];

const language = 'en';
const plurals = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(language);

function plainText(key: MessageKey, values: Record<string, string | number>): string {
  const entry: Messages[MessageKey] = messages[key];
  if (typeof entry === 'string') return entry;
  return plurals.select(Number(values.count)) === 'one' ? entry.one : entry.other;
}

/**
 * The words for a key of the catalogue, its `{placeholders}` filled in.
 * Which parameters a key needs is checked at compile time; `count` chooses the plural form
 * and is written with the language's digits and separators.
 */
export function t<Key extends MessageKey>(key: Key, ...[parameters]: Arguments<Key>): string {
  const values: Record<string, string | number> = parameters ?? {};
  return plainText(key, values).replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) return placeholder;
    return typeof value === 'number' ? numbers.format(value) : value;
  });
}
