import { useEffect, useState } from 'react';
import type { EmojiItem } from '../lib/emoji/emoji-item.ts';

let loaded: readonly EmojiItem[] | undefined;

/** All emoji, loaded when they are first wanted; undefined until then, null when they could not be. */
export function useEmojiItems(isWanted = true): readonly EmojiItem[] | undefined | null {
  const [items, setItems] = useState<readonly EmojiItem[] | undefined | null>(loaded);

  useEffect(() => {
    if (!isWanted || loaded !== undefined) return;
    let isShown = true;
    loadEmojiItems().then(
      (all) => isShown && setItems(all),
      () => isShown && setItems(null),
    );
    return () => {
      isShown = false;
    };
  }, [isWanted]);

  return loaded ?? items;
}

/** All emoji; rejects when they cannot be loaded. */
export async function loadEmojiItems(): Promise<readonly EmojiItem[]> {
  loaded ??= (await import('../lib/emoji/emoji-data.ts')).emojiItems;
  return loaded;
}
