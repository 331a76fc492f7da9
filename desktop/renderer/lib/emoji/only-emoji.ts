const emoji = /^(?:\p{RGI_Emoji}\s*){1,8}$/v;

/** Whether a text is nothing but a few emoji: such a message is drawn large. */
export function isOnlyEmoji(text: string): boolean {
  return emoji.test(text);
}
