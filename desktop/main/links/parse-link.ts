/** A place in a workspace that a `parley://` link names. */
export interface LinkedPlace {
  /** Host and, where it is not the usual one, port of the workspace's server. */
  readonly host: string;
  /** What the page of that workspace opens, put together anew from what was understood of the link. */
  readonly path: string;
}

const LONGEST = 512;
const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/;
const CONVERSATION = /^\/c\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/t\/([1-9]\d{0,8}))?\/?$/;
const INVITATION = /^\/(join|invite)\/([\w-]{22})\/?$/;
const QUERY = /^(?:\?(?:m=[1-9]\d{0,8}|d=\d{4}-\d\d-\d\d))?$/;

/**
 * The place that `parley://<host>/c/<conversation>[/t/<thread>][?m=<seq>|?d=<day>]` or `parley://<host>/join/<token>` (or `invite`) names. Any
 * program and web page can make such a link, so undefined is the answer to whatever is not exactly one of these.
 */
export function parseLink(link: string): LinkedPlace | undefined {
  if (link.length > LONGEST || !URL.canParse(link)) return undefined;
  const { protocol, username, password, host, pathname, search, hash } = new URL(link);
  const named = host.toLowerCase();
  if (protocol !== 'parley:' || username !== '' || password !== '' || hash !== '' || !HOST.test(named)) return undefined;
  const path = conversationPath(pathname, search) ?? invitationPath(pathname, search);
  return path === undefined ? undefined : { host: named, path };
}

function conversationPath(pathname: string, search: string): string | undefined {
  const [, conversationId, rootSeq] = CONVERSATION.exec(pathname) ?? [];
  if (conversationId === undefined || !QUERY.test(search)) return undefined;
  return `/c/${conversationId}${rootSeq === undefined ? '' : `/t/${rootSeq}`}${search}`;
}

function invitationPath(pathname: string, search: string): string | undefined {
  const [, kind, token] = INVITATION.exec(pathname) ?? [];
  return token === undefined || search !== '' ? undefined : `/${kind}/${token}`;
}

/** The link among a program's arguments: systems hand it over as the last thing of the command line. */
export function linkAmong(commandLine: readonly string[]): string | undefined {
  return commandLine.findLast((argument) => /^parley:/i.test(argument));
}
