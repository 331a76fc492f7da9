import { createElement, memo, type ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './code-block.module.css';
import { useCodePieces } from './use-code-pieces.ts';

interface CodeBlockProps {
  /** As it was named above the code; empty where it was not. */
  language: string;
  text: string;
}

function Block({ language, text }: CodeBlockProps): ReactNode {
  const pieces = useCodePieces(language, text) ?? [{ text, scope: undefined }];
  const parts = pieces.map((piece) => {
    const look = piece.scope === undefined ? undefined : styles[piece.scope];
    return look === undefined ? piece.text : createElement('span', { className: look }, piece.text);
  });
  return (
    <pre className={classNames(styles.block)} dir="ltr" data-language={language === '' ? undefined : language}>
      {createElement('code', undefined, ...parts)}
    </pre>
  );
}

/** Code as it was written, in the colours of its language. Long lines break, so that nothing hides to the side. */
export const CodeBlock = memo(Block);
