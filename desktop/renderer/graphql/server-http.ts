import type { Viewer } from '../../sync/records.ts';
import type { Http, HttpAnswer, ViewerMemory } from '../../sync/session.ts';

const TIMEOUT_MS = 15_000;
const VIEWER_KEY = 'parley.viewer';

/** Posts an operation to this page's server. The cookie with the refresh token goes along by itself. */
export const postToServer: Http = async ({ document, variables, accessToken }) => {
  const response = await fetch('/graphql', {
    method: 'POST',
    credentials: 'same-origin',
    headers: {
      accept: 'application/graphql-response+json, application/json',
      'content-type': 'application/json',
      ...(accessToken === null ? {} : { authorization: `Bearer ${accessToken}` }),
    },
    body: JSON.stringify({ query: document, variables }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return (await response.json()) as HttpAnswer;
};

/** Where the events of a server are: the same host and port. */
export function socketUrl({ protocol, host }: Pick<Location, 'protocol' | 'host'>): string {
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/graphql`;
}

/** Who was signed in last in this browser. */
export const viewerMemory: ViewerMemory = {
  load() {
    try {
      const text = localStorage.getItem(VIEWER_KEY);
      const viewer: unknown = text === null ? null : JSON.parse(text);
      return isViewer(viewer) ? viewer : null;
    } catch {
      return null;
    }
  },
  save(viewer) {
    try {
      if (viewer === null) localStorage.removeItem(VIEWER_KEY);
      else localStorage.setItem(VIEWER_KEY, JSON.stringify(viewer));
    } catch {
      // Without storage the page only starts a little later.
    }
  },
};

const isViewer = (value: unknown): value is Viewer =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'displayName' in value &&
  'username' in value &&
  'role' in value;
