import { messages } from './messages.en.ts';
import { type Catalogue, speak } from './translate.ts';

/** What the page can speak, each by its own name, and how its catalogue is loaded. */
const catalogues = {
  en: async (): Promise<Catalogue> => messages,
  de: async (): Promise<Catalogue> => (await import('./messages.de.ts')).messages,
} as const;

export type Language = keyof typeof catalogues;

export const languages: readonly { readonly value: Language; readonly label: string }[] = [
  { value: 'en', label: 'English' },
  { value: 'de', label: 'Deutsch' },
];

const storageKey = 'parley.language';

/** The language that was chosen on this device; 'system' until then. */
export function chosenLanguage(): Language | 'system' {
  const stored = localStorage.getItem(storageKey);
  return languages.find(({ value }) => value === stored)?.value ?? 'system';
}

/** Keeps the choice; the page speaks it from its next start. */
export function chooseLanguage(language: Language | 'system'): void {
  if (language === 'system') localStorage.removeItem(storageKey);
  else localStorage.setItem(storageKey, language);
}

/** The language to speak, and the locale to write dates in: the reader's own variant of it where they have one. */
export function languageFor(chosen: Language | 'system', preferred: readonly string[]): { language: Language; locale: string } {
  const baseOf = (tag: string) => tag.toLowerCase().split('-')[0];
  const spoken = (tag: string) => languages.find(({ value }) => value === baseOf(tag))?.value;
  const language = chosen === 'system' ? (preferred.map(spoken).find((each) => each !== undefined) ?? 'en') : chosen;
  return { language, locale: preferred.find((tag) => baseOf(tag) === language) ?? language };
}

/** Has the page speak what was chosen, or what the browser prefers. Before anything else of the page is loaded. */
export async function loadLanguage(): Promise<void> {
  const { language, locale } = languageFor(chosenLanguage(), navigator.languages);
  speak(await catalogues[language](), locale);
  document.documentElement.lang = language;
}
