import { z } from 'zod';
import { CallFailure } from '../calls/call-failure.ts';

const TIMEOUT_MS = 8_000;
const WELCOME = JSON.stringify({ query: '{ welcome { isNew mayRegister } }' });
const ANSWER = z.object({ data: z.object({ welcome: z.object({ isNew: z.boolean(), mayRegister: z.boolean() }) }) });

/** Reaches servers; Electron's `net.fetch`. */
export type Fetch = (address: string, init: RequestInit) => Promise<Response>;

/**
 * Where to look for a server, given what somebody typed: `chat.example.org`, `https://chat.example.org/c/…`, `localhost:4000`. Only this machine
 * is asked without encryption. Fails with VALIDATION_ERROR or NOT_SECURE.
 */
export function addressesFor(typed: string): readonly string[] {
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed);
  const url = URL.parse(hasScheme ? typed : `https://${typed}`);
  const isWeb = url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
  if (!isWeb || url.hostname === '' || url.username !== '' || url.password !== '') {
    throw new CallFailure('VALIDATION_ERROR', 'This is not an address.', { field: 'address' });
  }
  const isHere = isThisMachine(url.hostname);
  if (url.protocol === 'http:' && !isHere) throw notSecure();
  if (hasScheme || !isHere) return [url.origin];
  return [url.origin, `http://${url.host}`];
}

const isThisMachine = (hostname: string) =>
  hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);

const notSecure = () => new CallFailure('NOT_SECURE', 'This server can only be reached without encryption.', { field: 'address' });

/** Origin of the Parley server at the address that somebody typed. Fails with UNAVAILABLE, NOT_PARLEY, NOT_SECURE or VALIDATION_ERROR. */
export async function findServer(fetch: Fetch, typed: string): Promise<string> {
  const addresses = addressesFor(typed);
  let failure: unknown;
  for (const address of addresses) {
    try {
      return await askServer(fetch, address);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

async function askServer(fetch: Fetch, address: string): Promise<string> {
  const health = await reach(fetch, `${address}/health/live`, {});
  // The server's own address, where the typed one leads on.
  const origin = health.url === '' ? address : new URL(health.url).origin;
  if (!origin.startsWith('https:') && !isThisMachine(new URL(origin).hostname)) throw notSecure();
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const welcome = await reach(fetch, `${origin}/graphql`, { method: 'POST', headers, body: WELCOME, redirect: 'error' });
  const answer = ANSWER.safeParse(await welcome.json().catch(() => null));
  if (!answer.success) throw new CallFailure('NOT_PARLEY', 'There is no Parley server at this address.', { field: 'address' });
  return origin;
}

async function reach(fetch: Fetch, address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, { ...init, credentials: 'omit', cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (cause) {
    throw new CallFailure('UNAVAILABLE', 'The server cannot be reached.', { field: 'address', cause });
  }
}
