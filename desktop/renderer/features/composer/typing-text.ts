import { t } from '../../lib/translate.ts';

/** 'Ana is typing', 'Ana and Bo are typing', 'Ana and 2 others are typing' (TYPING-1). */
export function typingText(names: readonly string[]): string {
  const [first, second] = names;
  if (first === undefined) return '';
  if (second === undefined) return t('typing.one', { name: first });
  if (names.length === 2) return t('typing.two', { first, second });
  return t('typing.many', { name: first, count: names.length - 1 });
}
