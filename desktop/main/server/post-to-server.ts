import type { HttpAnswer } from '../../sync/session.ts';
import { CallFailure } from '../calls/call-failure.ts';

const TIMEOUT_MS = 15_000;

/** Asks servers; Electron's `session.fetch`, which knows the system's proxies and certificates. */
export type ServerFetch = (address: string, init: RequestInit) => Promise<Response>;

export interface Post {
  /** Origin of the server. */
  readonly url: string;
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly accessToken: string | null;
  /** By which a person knows this device among their sessions (ID-3). */
  readonly userAgent: string;
}

/** Posts an operation; fails with UNAVAILABLE when no GraphQL answer came. No cookie is sent or kept, and no `Origin`: this is no page. */
export async function postToServer(fetch: ServerFetch, { url, document, variables, accessToken, userAgent }: Post): Promise<HttpAnswer> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      headers: {
        accept: 'application/graphql-response+json, application/json',
        'content-type': 'application/json',
        'user-agent': userAgent,
        ...(accessToken === null ? {} : { authorization: `Bearer ${accessToken}` }),
      },
      body: JSON.stringify({ query: document, variables }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return (await response.json()) as HttpAnswer;
  } catch (cause) {
    throw new CallFailure('UNAVAILABLE', 'The server cannot be reached.', { cause });
  }
}

/** As browsers write the systems that the server knows by name. */
const SYSTEMS: Readonly<Record<string, string>> = {
  win32: 'Windows NT 10.0',
  darwin: 'Macintosh; Intel Mac OS X 10_15_7',
  linux: 'X11; Linux',
};

/** How the app names itself to servers. `platform`: as Node names it. */
export const userAgentOf = (version: string, platform: string): string => `Parley/${version} (${SYSTEMS[platform] ?? platform})`;
