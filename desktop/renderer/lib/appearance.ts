/** What can be chosen about how the page looks on this device; the first of each holds until then. */
export const looks = {
  /** 'system' follows the device. */
  theme: ['system', 'light', 'dark'],
  /** 'more' draws lines and words stronger; the device may ask for it as well. */
  contrast: ['system', 'more'],
  /** How much fits on the screen. */
  density: ['comfortable', 'compact'],
  /** Times what the browser's own setting says. */
  textSize: ['medium', 'small', 'large', 'huge'],
} as const;

export type Look = keyof typeof looks;
export type LookValue<Name extends Look> = (typeof looks)[Name][number];

const names = ['theme', 'contrast', 'density', 'textSize'] as const satisfies readonly Look[];

/** What was chosen on this device. */
export function chosenLook<Name extends Look>(name: Name): LookValue<Name> {
  const stored = localStorage.getItem(`parley.${name}`);
  const values: readonly LookValue<Name>[] = looks[name];
  return values.find((value) => value === stored) ?? looks[name][0];
}

/** Shows the page as chosen: the tokens follow `data-theme`, `data-contrast`, `data-density` and `data-text-size` on the root. */
export function showLooks(): void {
  for (const name of names) {
    const value = chosenLook(name);
    if (value === looks[name][0]) delete document.documentElement.dataset[name];
    else document.documentElement.dataset[name] = value;
  }
}

/** Shows the page that way and keeps the choice for the next start. */
export function chooseLook<Name extends Look>(name: Name, value: LookValue<Name>): void {
  localStorage.setItem(`parley.${name}`, value);
  showLooks();
}
