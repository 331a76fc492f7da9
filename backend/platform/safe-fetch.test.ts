import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPublicAddress, PageFetcher } from './safe-fetch.ts';

/** In the tests this address stands for the public internet, and the next for what is not to be reached. */
const OPEN = '127.0.0.1';
const SHUT = '127.0.0.2';

let web: Server;
let inside: Server;
/** What reached the server that nobody may reach. */
let trespasses = 0;

const listenOn = (host: string, handler: RequestListener) =>
  new Promise<Server>((resolve) => {
    const server = createServer(handler).listen({ host, port: 0 }, () => resolve(server));
  });
const portOf = (server: Server) => (server.address() as AddressInfo).port;

const PAGE = '<title>A page</title>';
const answer: RequestListener = ({ url = '' }, response) => {
  const redirect = /^\/to\/(.+)$/.exec(url)?.[1];
  if (redirect !== undefined) response.writeHead(302, { location: decodeURIComponent(redirect) }).end();
  else if (/^\/hops\/[1-9]/.test(url)) response.writeHead(302, { location: `/hops/${Number(url.at(-1)) - 1}` }).end();
  else if (url === '/json') response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  else if (url === '/missing') response.writeHead(404, { 'content-type': 'text/html' }).end(PAGE);
  else if (url === '/bomb')
    response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(64_000_000, 'x')));
  else if (url === '/latin') response.writeHead(200, { 'content-type': 'text/html; charset=iso-8859-1' }).end(Buffer.from([0xe9]));
  else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
};

let pages: PageFetcher;
const resolvedTo = (...answers: readonly string[][]) => {
  let asked = 0;
  return async () => (answers[Math.min(asked++, answers.length - 1)] ?? []).map((address) => ({ address, family: 4 }));
};
const fetcher = (resolve = resolvedTo([OPEN])) => new PageFetcher({ isAllowed: (address) => address === OPEN, resolve });

beforeAll(async () => {
  web = await listenOn(OPEN, answer);
  inside = await listenOn(SHUT, (_request, response) => {
    trespasses += 1;
    response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Secret</title>');
  });
  pages = fetcher();
});
afterAll(async () => {
  await pages.close();
  for (const server of [web, inside]) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

const at = (path: string, host: string = OPEN) => `http://${host}:${portOf(host === SHUT ? inside : web)}${path}`;

describe('an address', () => {
  it.each(['1.1.1.1', '93.184.216.34', '2606:4700:4700::1111', '::ffff:8.8.8.8'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ...['127.0.0.1', '127.8.8.8', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1'],
    ...['100.100.100.200', '192.0.0.192', '198.18.0.1', '192.0.2.1', '224.0.0.1', '240.0.0.1', '255.255.255.255', '::', '::1', 'fe80::1'],
    ...['fc00::1', 'fd00:ec2::254', 'ff02::1', '::ffff:127.0.0.1', '::ffff:a00:1', '::127.0.0.1', '64:ff9b::7f00:1', '64:ff9b:1::a00:1'],
    ...['2002:7f00:1::', '2001:0:1::1', '2001:db8::1', '100::1', 'localhost', ''],
  ])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('fetching a page', () => {
  it('gives its text and where it was found', async () => {
    expect(await pages.fetch(at('/'))).toEqual({ url: at('/'), html: PAGE });
    expect(await pages.fetch(`http://somewhere.example:${portOf(web)}/`)).toMatchObject({ html: PAGE });
    expect((await pages.fetch(at('/latin')))?.html).toBe('é');
  });

  it('follows three redirects, and no fourth', async () => {
    expect(await pages.fetch(at('/hops/3'))).toEqual({ url: at('/hops/0'), html: PAGE });
    expect(await pages.fetch(at('/hops/4'))).toBeNull();
  });

  it.each(['/json', '/missing'])('gives nothing for %s', async (path) => {
    expect(await pages.fetch(at(path))).toBeNull();
  });

  it('reads no more of a page than its first 512 KiB, unpacked', async () => {
    expect((await pages.fetch(at('/bomb')))?.html).toHaveLength(512 * 1024);
  });

  it.each(['file:///etc/passwd', 'ftp://somewhere.example/', 'data:text/html,x', 'javascript:1', 'http://', 'nothing'])(
    'fetches no %s',
    async (url) => {
      expect(await pages.fetch(url)).toBeNull();
    },
  );

  it('signs in nowhere', async () => {
    expect(await pages.fetch(at('/').replace('http://', 'http://ann:secret@'))).toBeNull();
  });

  it('reaches nothing inside: by its address, however it is written, by a redirect, by a name, or by one of a name’s addresses', async () => {
    const port = portOf(inside);
    for (const url of [
      at('/', SHUT),
      `http://2130706434:${port}/`,
      `http://0x7f000002:${port}/`,
      `http://127.2:${port}/`,
      `http://[::ffff:127.0.0.2]:${port}/`,
      at(`/to/${encodeURIComponent(at('/', SHUT))}`),
      at(`/to/${encodeURIComponent('file:///etc/passwd')}`),
    ]) {
      expect([url, await pages.fetch(url)]).toEqual([url, null]);
    }
    for (const addresses of [[SHUT], [OPEN, SHUT], []]) {
      const named = fetcher(resolvedTo(addresses));
      expect(await named.fetch(`http://somewhere.example:${port}/`)).toBeNull();
      await named.close();
    }
    expect(trespasses).toBe(0);
  });

  it('connects to the address that it checked, though the name leads elsewhere the next time', async () => {
    const rebinding = fetcher(resolvedTo([OPEN], [SHUT]));
    expect(await rebinding.fetch(`http://rebinding.example:${portOf(web)}/`)).toMatchObject({ html: PAGE });
    expect(await rebinding.fetch(`http://rebinding.example:${portOf(inside)}/`)).toBeNull();
    expect(trespasses).toBe(0);
    await rebinding.close();
  });
});
