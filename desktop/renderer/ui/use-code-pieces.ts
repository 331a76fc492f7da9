import { useEffect, useState } from 'react';
import type { CodePiece } from '../lib/highlight/code-piece.ts';

/** Colours help nobody to read more than this, and cost a moment. */
const longestCode = 20_000;

type Highlight = (language: string, text: string) => readonly CodePiece[] | undefined;

let loaded: Highlight | undefined;

/** The pieces of a code block, once the highlighter is there: it is loaded with the first block whose language is named. */
export function useCodePieces(language: string, text: string): readonly CodePiece[] | undefined {
  const [highlight, setHighlight] = useState(() => loaded);
  const isWanted = language !== '' && text.length <= longestCode;

  useEffect(() => {
    if (!isWanted || highlight !== undefined) return;
    let isShown = true;
    import('../lib/highlight/highlighter.ts').then(
      (module) => {
        loaded = module.highlight;
        if (isShown) setHighlight(() => module.highlight);
      },
      () => {},
    );
    return () => {
      isShown = false;
    };
  }, [isWanted, highlight]);

  return isWanted ? highlight?.(language, text) : undefined;
}
