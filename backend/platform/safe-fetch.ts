import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';
import { Agent, fetch, type Response } from 'undici';

/** What is read of a page, in bytes: its head is at its beginning. */
const BYTES_MAX = 512 * 1024;
const TIMEOUT_MS = 5_000;
const REDIRECTS_MAX = 3;
const PAGE_TYPES = /^(text\/html|application\/xhtml\+xml)\s*(;|$)/i;
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');

/** Whether an address is one of the public internet: not of this machine, this network, a carrier's, nor one that leads there in disguise. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return parsed.range() === 'unicast' && (parsed.kind() === 'ipv4' || parsed.match(GLOBAL_UNICAST));
}

export interface PageFetcherOptions {
  /** Which addresses may be connected to. */
  readonly isAllowed?: (address: string) => boolean;
  readonly resolve?: (host: string) => Promise<readonly LookupAddress[]>;
}

/** A page of the web as text, and where it was found in the end. */
export interface FetchedPage {
  readonly url: string;
  readonly html: string;
}

/**
 * Fetches pages that people name, of the public internet alone (security, 'Everywhere'): a name is resolved, every address of it is
 * checked, and the connection goes to one that was checked, so that a name cannot lead elsewhere the second time. Redirects are followed
 * by the same rules.
 */
export class PageFetcher {
  readonly #isAllowed: (address: string) => boolean;
  readonly #resolve: (host: string) => Promise<readonly LookupAddress[]>;
  readonly #agent: Agent;

  constructor({ isAllowed = isPublicAddress, resolve = (host) => lookup(host, { all: true }) }: PageFetcherOptions = {}) {
    this.#isAllowed = isAllowed;
    this.#resolve = resolve;
    this.#agent = new Agent({
      connect: {
        timeout: TIMEOUT_MS,
        // The one resolution there is: what is checked here is what is connected to.
        lookup: (host, _options, callback) => {
          this.#checked(host).then(
            (addresses) => callback(null, [...addresses]),
            (error: Error) => callback(error, []),
          );
        },
      },
    });
  }

  /** Null for what is no page, cannot be reached, takes too long, or is not of the public internet. */
  async fetch(url: string): Promise<FetchedPage | null> {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    try {
      return await this.#follow(new URL(url), signal);
    } catch {
      return null;
    }
  }

  close(): Promise<void> {
    return this.#agent.close();
  }

  async #follow(url: URL, signal: AbortSignal): Promise<FetchedPage | null> {
    for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects += 1) {
      this.#checkUrl(url);
      const headers = { accept: 'text/html', 'user-agent': 'Parley link preview' };
      const response = await fetch(url, { dispatcher: this.#agent, redirect: 'manual', signal, headers });
      const location = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
      if (location === null) return await readPage(url, response);
      await response.body?.cancel();
      url = new URL(location, url);
    }
    return null;
  }

  /** An address in the place of a name is never resolved, so it is checked here. */
  #checkUrl({ protocol, hostname, username, password }: URL): void {
    if (protocol !== 'http:' && protocol !== 'https:') throw new Error('Only pages of the web are fetched.');
    if (username !== '' || password !== '') throw new Error('Nobody is signed in anywhere.');
    const host = hostname.replace(/^\[|\]$/g, '');
    if (ipaddr.isValid(host) && !this.#isAllowed(host)) throw new Error('This address is not public.');
  }

  async #checked(host: string): Promise<readonly LookupAddress[]> {
    const addresses = await this.#resolve(host);
    if (addresses.length === 0 || !addresses.every(({ address }) => this.#isAllowed(address)))
      throw new Error('This address is not public.');
    return addresses;
  }
}

async function readPage(url: URL, response: Response): Promise<FetchedPage | null> {
  const type = response.headers.get('content-type') ?? '';
  if (!response.ok || !PAGE_TYPES.test(type) || response.body === null) {
    await response.body?.cancel();
    return null;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop lets the rest go; what counts is the size after unpacking.
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size >= BYTES_MAX) break;
  }
  return { url: url.href, html: decoderOf(type).decode(Buffer.concat(chunks).subarray(0, BYTES_MAX)) };
}

function decoderOf(contentType: string): TextDecoder {
  const [, charset = 'utf-8'] = /charset="?([\w-]{1,40})/i.exec(contentType) ?? [];
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}
