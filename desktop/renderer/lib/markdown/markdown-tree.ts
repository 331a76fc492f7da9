/** What a message's text means (MSG-1): plain data without any markup, drawn by whoever shows it. */

export type Inline =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'break' }
  | { readonly type: 'code'; readonly text: string }
  /** Only http, https and mailto addresses ever stand in `href`. */
  | { readonly type: 'link'; readonly href: string; readonly children: readonly Inline[] }
  /** What may be a name, as it was written after the `@`; the end of a sentence may hang on it. */
  | { readonly type: 'mention'; readonly name: string }
  | { readonly type: 'strong' | 'emphasis' | 'strike'; readonly children: readonly Inline[] };

export type Block =
  | { readonly type: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly type: 'codeBlock'; readonly language: string; readonly text: string }
  | { readonly type: 'quote'; readonly children: readonly Block[] }
  | { readonly type: 'list'; readonly start: number | undefined; readonly items: readonly (readonly Block[])[] };
