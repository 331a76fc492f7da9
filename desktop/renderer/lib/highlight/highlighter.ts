import bash from 'highlight.js/lib/languages/bash';
import c from 'highlight.js/lib/languages/c';
import cpp from 'highlight.js/lib/languages/cpp';
import csharp from 'highlight.js/lib/languages/csharp';
import css from 'highlight.js/lib/languages/css';
import diff from 'highlight.js/lib/languages/diff';
import go from 'highlight.js/lib/languages/go';
import ini from 'highlight.js/lib/languages/ini';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import kotlin from 'highlight.js/lib/languages/kotlin';
import php from 'highlight.js/lib/languages/php';
import python from 'highlight.js/lib/languages/python';
import ruby from 'highlight.js/lib/languages/ruby';
import rust from 'highlight.js/lib/languages/rust';
import sql from 'highlight.js/lib/languages/sql';
import swift from 'highlight.js/lib/languages/swift';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { createLowlight } from 'lowlight';
import type { CodePiece } from './code-piece.ts';

const lowlight = createLowlight({
  ...{
    bash,
    c,
    cpp,
    csharp,
    css,
    diff,
    go,
    ini,
    java,
    javascript,
    json,
    kotlin,
    php,
    python,
    ruby,
    rust,
    sql,
    swift,
    typescript,
    xml,
    yaml,
  },
});

type Node = ReturnType<typeof lowlight.highlight>['children'][number];

/** The innermost name that a part carries: 'hljs-title function_' is a title. */
function scopeOf(node: Extract<Node, { type: 'element' }>): string | undefined {
  const names = node.properties.className;
  return Array.isArray(names) ? String(names[0]).replace(/^hljs-/, '') : undefined;
}

function flatten(nodes: readonly Node[], scope: string | undefined): CodePiece[] {
  return nodes.flatMap((node) => {
    if (node.type === 'text') return [{ text: node.value, scope }];
    return node.type === 'element' ? flatten(node.children, scopeOf(node) ?? scope) : [];
  });
}

/** The pieces of a text in a language; all of them together are the text. Undefined for a language that is not known. */
export function highlight(language: string, text: string): readonly CodePiece[] | undefined {
  if (!lowlight.registered(language)) return undefined;
  return flatten(lowlight.highlight(language, text).children, undefined);
}
