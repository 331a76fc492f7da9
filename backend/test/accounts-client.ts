import { type ApiResult, query } from './api-client.ts';
import { TEST_ORIGIN, type TestServer } from './test-server.ts';

export const PASSWORD = 'seven green bicycles';

export interface Posted {
  readonly status: number;
  readonly headers: Headers;
  readonly result: ApiResult<Record<string, AuthPayload>>;
}

export interface AuthPayload {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: string;
  readonly refreshToken: string | null;
  readonly viewer: { readonly id: string; readonly username: string; readonly displayName: string; readonly role: string };
}

export interface PostOptions {
  readonly variables?: object;
  readonly headers?: Record<string, string>;
  readonly token?: string;
}

const FIELDS = '{ accessToken accessTokenExpiresAt refreshToken viewer { id username displayName role } }';

/** Sends one operation over HTTP and gives all of the answer: status and headers too. */
export async function post(server: TestServer, text: string, { variables = {}, headers = {}, token }: PostOptions = {}): Promise<Posted> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization, ...headers },
    body: JSON.stringify({ query: text, variables }),
  });
  return { status: response.status, headers: response.headers, result: (await response.json()) as Posted['result'] };
}

/** A registration; whatever is not given is valid and, but for the username, the same each time. */
export function postRegister(
  server: TestServer,
  input: { username: unknown } & Record<string, unknown>,
  options: PostOptions = {},
): Promise<Posted> {
  return post(server, `mutation ($input: RegisterInput!) { register(input: $input) ${FIELDS} }`, {
    ...options,
    variables: { input: { displayName: 'Ann Lee', password: PASSWORD, ...input } },
  });
}

export function postLogin(server: TestServer, input: { username: string; password?: string }, options: PostOptions = {}): Promise<Posted> {
  return post(server, `mutation ($input: LoginInput!) { login(input: $input) ${FIELDS} }`, {
    ...options,
    variables: { input: { password: PASSWORD, ...input } },
  });
}

export function postRefresh(server: TestServer, refreshToken: string | null, options: PostOptions = {}): Promise<Posted> {
  return post(server, `mutation ($refreshToken: String) { refresh(refreshToken: $refreshToken) ${FIELDS} }`, {
    ...options,
    variables: { refreshToken },
  });
}

/** What must have succeeded. */
export function payloadOf({ result }: Posted): AuthPayload {
  const [payload] = Object.values(result.data ?? {});
  if (payload === undefined || payload === null) throw new Error(`Not signed in: ${JSON.stringify(result)}`);
  return payload;
}

/** The code, the field and whether to try again, of what must have failed. */
export function refusalOf({ result }: Posted): { code: string; field?: string | undefined; retryable: boolean } {
  const [error] = result.errors ?? [];
  if (error === undefined) throw new Error(`Not refused: ${JSON.stringify(result)}`);
  const { code, field, retryable } = error.extensions;
  return field === undefined ? { code, retryable } : { code, field, retryable };
}

/** The headers of a page in a browser that holds these cookies. */
export function pageHeaders(cookie?: string): Record<string, string> {
  return cookie === undefined ? { origin: TEST_ORIGIN } : { origin: TEST_ORIGIN, cookie };
}

/** The refresh cookie that an answer sets, as a browser would send it back. */
export function cookieOf({ headers }: Posted): string {
  const [pair] = (headers.get('set-cookie') ?? '').split(';');
  if (pair === undefined || pair === '') throw new Error('No cookie was set.');
  return pair;
}

export interface SessionPayload {
  readonly id: string;
  readonly device: string;
  readonly address: string | null;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly current: boolean;
}

/** The sessions of the person whose access token it is. */
export async function sessionsOf(server: TestServer, token: string): Promise<SessionPayload[]> {
  const { viewer } = await query<{ viewer: { sessions: SessionPayload[] } }>(
    server,
    '{ viewer { sessions { id device address createdAt lastSeenAt current } } }',
    { token },
  );
  return viewer.sessions;
}
