/** A text with what is selected in it. */
export interface Selected {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What takes the place of a stretch of the text, and what is selected afterwards. */
export interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  readonly start: number;
  readonly end: number;
}

export type Format = 'bold' | 'italic' | 'strike' | 'code' | 'codeBlock' | 'quote' | 'list' | 'numbers' | 'link';

const marks = { bold: '**', italic: '_', strike: '~~', code: '`' } as const;
const bullets = /^(?:> |- |\d{1,9}\. )/;

/** Puts marks around what is selected, or takes them off when they are there. */
function toggleMark({ text, start, end }: Selected, mark: string): Replacement {
  const inner = text.slice(start, end);
  const size = mark.length;
  const isMarked = text.slice(start - size, start) === mark && text.slice(end, end + size) === mark;
  if (isMarked) return { from: start - size, to: end + size, insert: inner, start: start - size, end: end - size };
  return { from: start, to: end, insert: `${mark}${inner}${mark}`, start: start + size, end: end + size };
}

/** Begins every selected line with a sign, or takes it off when all have it. */
function toggleLines({ text, start, end }: Selected, signOf: (index: number) => string): Replacement {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  const to = lineEnd === -1 ? text.length : lineEnd;
  const lines = text.slice(from, to).split('\n');
  const isOn = lines.every((line, index) => line.startsWith(signOf(index)));
  const changed = lines.map((line, index) => (isOn ? line.slice(signOf(index).length) : `${signOf(index)}${line.replace(bullets, '')}`));
  const insert = changed.join('\n');
  return { from, to, insert, start: from + insert.length, end: from + insert.length };
}

/** Puts what is selected between fences, which stand on lines of their own. */
function fence({ text, start, end }: Selected): Replacement {
  const before = start === 0 || text[start - 1] === '\n' ? '' : '\n';
  const after = end === text.length || text[end] === '\n' ? '' : '\n';
  const opening = `${before}\`\`\`\n`;
  const inner = text.slice(start, end);
  const at = start + opening.length;
  return { from: start, to: end, insert: `${opening}${inner}\n\`\`\`${after}`, start: at, end: at + inner.length };
}

/** Makes what is selected the words of a link, or its address when it is one; what is missing is selected. */
function link({ text, start, end }: Selected): Replacement {
  const inner = text.slice(start, end);
  if (/^https?:\/\/\S+$/.test(inner)) return { from: start, to: end, insert: `[](${inner})`, start: start + 1, end: start + 1 };
  const at = start + inner.length + 3;
  return { from: start, to: end, insert: `[${inner}](https://)`, start: at, end: at + 'https://'.length };
}

/** How a text changes when a format is asked for what is selected of it. */
export function formatText(format: Format, selected: Selected): Replacement {
  switch (format) {
    case 'codeBlock':
      return fence(selected);
    case 'quote':
      return toggleLines(selected, () => '> ');
    case 'list':
      return toggleLines(selected, () => '- ');
    case 'numbers':
      return toggleLines(selected, (index) => `${index + 1}. `);
    case 'link':
      return link(selected);
    default:
      return toggleMark(selected, marks[format]);
  }
}

/** The key of each format, pressed with Ctrl or Command. */
const keys: Readonly<Record<string, Format>> = {
  b: 'bold',
  i: 'italic',
  'shift+x': 'strike',
  e: 'code',
  'alt+shift+c': 'codeBlock',
  'shift+9': 'quote',
  'shift+(': 'quote',
  'shift+8': 'list',
  'shift+*': 'list',
  'shift+7': 'numbers',
  'shift+&': 'numbers',
  'shift+u': 'link',
};

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** The format that a key asks for. */
export function formatOfKey({ key, ctrlKey, metaKey, shiftKey, altKey }: Key): Format | undefined {
  if (ctrlKey === metaKey) return undefined;
  return keys[`${altKey ? 'alt+' : ''}${shiftKey ? 'shift+' : ''}${key.toLowerCase()}`];
}

/** After Enter in a list or a quote: the sign that the next line begins with; empty where the line holds nothing but its sign, and the list ends. */
export function nextLineSign(text: string, caret: number): { sign: string; from: number } | undefined {
  const from = text.lastIndexOf('\n', caret - 1) + 1;
  const line = text.slice(from, caret);
  const sign = bullets.exec(line)?.[0];
  if (sign === undefined) return undefined;
  if (line === sign) return { sign: '', from };
  const number = Number.parseInt(sign, 10);
  return { sign: Number.isNaN(number) ? sign : `${number + 1}. `, from: caret };
}
