import { expect, it } from 'vitest';
import { keysText } from './keys-text.ts';

it('writes keys as the keyboard has them', () => {
  expect([keysText('CommandOrControl+Shift+Space', false), keysText('CommandOrControl+Alt+P', true)]).toEqual([
    'Ctrl Shift Space',
    '⌘ ⌥ P',
  ]);
});
