import { REFRESH } from '../../sync/documents.ts';
import type { HttpAnswer, HttpRequest } from '../../sync/session.ts';
import { CallFailure } from '../calls/call-failure.ts';
import type { Vault } from '../secrets/vault.ts';
import { postToServer, type ServerFetch } from './post-to-server.ts';
import { asksForRefreshToken, isLogout, type SignIn, signInOf } from './session-documents.ts';

/** Name of the refresh token among a workspace's secrets. */
const REFRESH_TOKEN = 'refreshToken';

interface ServerSessionEnds {
  readonly fetch: ServerFetch;
  readonly userAgent: string;
  /** Origin of the workspace's server. */
  readonly url: string;
  readonly vault: Vault;
  /** The session ended, here or on the server: nothing of it may stay on this device. */
  readonly onLoggedOut: () => Promise<void>;
}

/** A workspace's session at its server. It adds the refresh token to what the page asks, and keeps the next one; the page never has it (ID-2). */
export class ServerSession {
  readonly #ends: ServerSessionEnds;
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(ends: ServerSessionEnds) {
    this.#ends = ends;
  }

  /** Fails with UNAVAILABLE when no answer came. */
  async post(request: HttpRequest): Promise<HttpAnswer> {
    const answered = this.#ask(request);
    this.#underWay.add(answered);
    return answered.finally(() => this.#underWay.delete(answered));
  }

  /** Resolves when nothing is under way: the token that came last is kept. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }

  async #ask(request: HttpRequest): Promise<HttpAnswer> {
    const signIn = signInOf(request.document);
    if (signIn !== undefined) return this.#signIn(signIn, request);
    if (asksForRefreshToken(request.document)) throw new CallFailure('FORBIDDEN', 'Refresh tokens are no matter of the page.');
    const answer = await this.#post(request);
    if (isLogout(request.document) && isOver(answer)) await this.#ends.onLoggedOut();
    return answer;
  }

  /** Ends the session on the server, as far as it can be asked. Never fails. */
  async end(): Promise<void> {
    try {
      const { data } = await this.post({ document: REFRESH, variables: {}, accessToken: null });
      const accessToken = fieldOf(fieldOf(data, 'refresh'), 'accessToken');
      if (typeof accessToken === 'string') await this.#post({ document: 'mutation { logout }', variables: {}, accessToken });
    } catch {
      // It ends by itself in seven days.
    }
  }

  async #signIn({ field, document }: SignIn, request: HttpRequest): Promise<HttpAnswer> {
    const { vault } = this.#ends;
    const refreshToken = vault.get(REFRESH_TOKEN);
    if (field === 'refresh' && refreshToken === undefined) return signedOut();
    const variables = field === 'refresh' ? { refreshToken } : request.variables;
    const answer = await this.#post({ document, variables, accessToken: null });
    const { refreshToken: next, ...payload } = payloadIn(answer, field) ?? {};
    if (typeof next !== 'string') {
      if (field === 'refresh' && codeOf(answer) === 'UNAUTHENTICATED') await vault.delete(REFRESH_TOKEN);
      return answer;
    }
    // On disk before the page goes on: the one before works no more.
    await vault.set(REFRESH_TOKEN, next);
    return { data: { [field]: payload } };
  }

  #post(request: HttpRequest): Promise<HttpAnswer> {
    return postToServer(this.#ends.fetch, { ...request, url: this.#ends.url, userAgent: this.#ends.userAgent });
  }
}

const signedOut = (): HttpAnswer => ({
  errors: [{ message: 'Nobody is signed in on this device.', extensions: { code: 'UNAUTHENTICATED' } }],
});

const codeOf = ({ errors }: HttpAnswer): unknown => errors?.[0]?.extensions?.code;

/** The server says that the session has ended, now or before. */
const isOver = (answer: HttpAnswer): boolean => fieldOf(answer.data, 'logout') === true || codeOf(answer) === 'UNAUTHENTICATED';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

const fieldOf = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined);

function payloadIn({ data }: HttpAnswer, field: string): Readonly<Record<string, unknown>> | undefined {
  const payload = fieldOf(data, field);
  return isRecord(payload) ? payload : undefined;
}
