const MAC: Readonly<Record<string, string>> = { CommandOrControl: '⌘', Alt: '⌥', Shift: '⇧' };
const OTHERS: Readonly<Record<string, string>> = { CommandOrControl: 'Ctrl' };

/** Keys as the keyboard has them, given in Electron's words: 'Ctrl Shift Space', '⌘ ⇧ Space'. */
export function keysText(accelerator: string, isMac: boolean): string {
  const names = isMac ? MAC : OTHERS;
  return accelerator
    .split('+')
    .map((key) => names[key] ?? key)
    .join(' ');
}
