/** Stands for the finder of addresses that the Markdown parser makes and messages do not use: theirs is `lib/linkify.ts`. */
export class LinkifyIt {}
