import { useEffect, useState } from 'react';
import { asWritten, type EmojiOfCode, hasShortCode } from '../lib/emoji/short-codes.ts';

let loaded: EmojiOfCode | undefined;

/** What draws the short codes of a text; they are loaded when a text has one, until then it stays as it was written. */
export function useShortCodes(text: string): EmojiOfCode {
  const [codes, setCodes] = useState<EmojiOfCode | undefined>(() => loaded);
  const isWanted = hasShortCode(text);

  useEffect(() => {
    if (!isWanted || codes !== undefined) return;
    let isShown = true;
    // What cannot be loaded stays as it was written.
    load().then(
      (all) => isShown && setCodes(() => all),
      () => undefined,
    );
    return () => {
      isShown = false;
    };
  }, [isWanted, codes]);

  return (isWanted ? codes : undefined) ?? asWritten;
}

async function load(): Promise<EmojiOfCode> {
  const { emojiByCode } = await import('../lib/emoji/emoji-codes.ts');
  loaded ??= (code) => emojiByCode.get(code);
  return loaded;
}
