import { words as german } from './words.de.ts';
import { words as english } from './words.en.ts';

/** Every word that the system draws for the app, in some language. */
export type Words = Readonly<Record<keyof typeof english, string>>;

/** The words in the language that was chosen; 'system' takes the first of the system's languages that the app speaks. */
export function wordsFor(chosen: 'system' | 'en' | 'de', preferred: readonly string[]): Words {
  const language = chosen === 'system' ? (preferred.map(baseOf).find((base) => base === 'de' || base === 'en') ?? 'en') : chosen;
  return language === 'de' ? german : english;
}

/** The words with their `{placeholders}` filled in. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(values[name] ?? placeholder));
}

const baseOf = (tag: string): string | undefined => tag.toLowerCase().split('-')[0];
