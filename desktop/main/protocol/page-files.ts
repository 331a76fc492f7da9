import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { isPageUrl } from './page-scheme.ts';

/** What the page is made of, by the ends of the names of its files; nothing else is given. */
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** Pages have no dot in the last part of their address; a file has. */
const PAGE = 'index.html';
/** Slashes are the only separators; whatever could mean another place when it is decoded once more, or on another system, is refused. */
const STRANGE = /[\\:%]|\p{Cc}|(^|\/)\.|\/\//u;

/** The part of the page that an address names, below the folder of its files; null where there can be none (security E2). */
export function pageFileOf(address: string): string | null {
  if (!isPageUrl(address)) return null;
  const name = decoded(new URL(address).pathname);
  if (name === null || !name.startsWith('/') || STRANGE.test(name)) return null;
  const file = name.slice(1);
  if (path.posix.extname(file) === '') return PAGE;
  return TYPES[path.posix.extname(file)] === undefined ? null : file;
}

/** Once, as the server of a browser's page does. */
function decoded(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

export interface PageFiles {
  /** Where the page was built to. */
  readonly folder: string;
  /** Content security policy. */
  readonly policy: string;
}

/** Answers requests for our pages from the files of the app: GET only, only what is below the folder. */
export function answerPage({ folder, policy }: PageFiles): (request: Request) => Promise<Response> {
  const headers = { 'content-security-policy': policy, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' };
  const refuse = (status: number) => new Response(null, { status, headers });
  return async ({ method, url }) => {
    if (method !== 'GET') return refuse(405);
    const name = pageFileOf(url);
    const file = name === null ? null : await fileBelow(folder, name);
    if (file === null) return refuse(404);
    const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
    return new Response(new Uint8Array(await readFile(file)), { headers: { ...headers, 'content-type': type } });
  };
}

/** The path of a file that is there; null for anything else. */
async function fileBelow(folder: string, name: string): Promise<string | null> {
  const file = path.join(folder, name);
  if (!file.startsWith(path.join(folder, path.sep))) return null;
  const entry = await stat(file).catch(() => null);
  return entry?.isFile() === true ? file : null;
}
