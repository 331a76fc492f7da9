const recentKey = 'parley.recentEmoji';
const toneKey = 'parley.skinTone';
const recentCount = 27;

/** What was picked last on this device, the latest first. */
export function recentEmoji(): readonly string[] {
  return (localStorage.getItem(recentKey) ?? '').split(' ').filter((emoji) => emoji !== '');
}

export function rememberEmoji(emoji: string): void {
  const recent = [emoji, ...recentEmoji().filter((other) => other !== emoji)].slice(0, recentCount);
  localStorage.setItem(recentKey, recent.join(' '));
}

/** The skin tone chosen on this device: 0 is yellow, 1 to 5 go from light to dark. */
export function skinTone(): number {
  const stored = Number(localStorage.getItem(toneKey));
  return Number.isInteger(stored) && stored >= 0 && stored <= 5 ? stored : 0;
}

export function rememberSkinTone(tone: number): void {
  localStorage.setItem(toneKey, String(tone));
}
