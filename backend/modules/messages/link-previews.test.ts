import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppContext } from '../../context.ts';
import { PageFetcher } from '../../platform/safe-fetch.ts';
import { listen, registerPerson, startDirect, type TestPerson } from '../../test/api-client.ts';
import { act, changesSince, placeOf, read, say } from '../../test/message-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';
import { workersOf } from '../../workers.ts';
import { addLinkPreviews } from './link-previews.service.ts';
import { findLinks } from './links.ts';
import { summarise } from './page-summary.ts';

/** Stands for the public internet; every other address is refused. */
const OPEN = '127.0.0.1';
const HTML = '<html><head><title>The plan</title><meta name="description" content="What we do."></head><body>text</body></html>';

let web: Server;
let server: TestServer;
let pages: PageFetcher;
/** The server's context, with this machine for the public internet. */
let app: AppContext;
let ann: TestPerson;
let chat: string;

beforeAll(async () => {
  web = await new Promise<Server>((resolve) => {
    const made = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(HTML);
    }).listen({ host: OPEN, port: 0 }, () => resolve(made));
  });
  server = await startTestServer();
  pages = new PageFetcher({ isAllowed: (address) => address === OPEN });
  app = { ...server.app, pages };
  await app.jobs.start(workersOf(app));
  ann = await registerPerson(server, 'ann');
  chat = await startDirect(server, ann, await registerPerson(server, 'bob'));
});
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
  await pages.close();
  web.closeAllConnections();
  await new Promise((resolve) => web.close(resolve));
});

const hand = () => ({ server, as: ann });
const linkTo = (path: string) => `http://${OPEN}:${(web.address() as AddressInfo).port}${path}`;

describe('what a link leads to (MSG-1)', () => {
  it('is added to the message as a change of its own, which is no edit, and told', async () => {
    const live = await listen(server, ann);
    const message = await say(hand(), { conversationId: chat, text: `see ${linkTo('/plan')}.` });
    expect(message.linkPreviews).toEqual([]);
    const event = await live.next(({ message: told, seq }) => told?.id === message.id && seq !== message.seq);
    const { messages } = await changesSince(hand(), chat, message.seq);
    const linkPreviews = [{ url: linkTo('/plan'), title: 'The plan' }];
    expect(messages).toEqual([{ ...message, changeSeq: event.seq, linkPreviews }]);
    await addLinkPreviews(app, placeOf(message));
    expect((await read(hand(), message))?.changeSeq).toBe(event.seq);
    const edited = await act(hand(), 'editMessage', { ...placeOf(message), text: `no, see ${linkTo('/other')}` });
    expect(edited.linkPreviews).toEqual([]);
    await expect
      .poll(async () => (await read(hand(), message))?.linkPreviews, { timeout: 15_000 })
      .toMatchObject([{ url: linkTo('/other') }]);
    await live.stop();
  });

  it('is not added where there is nothing to show, or the message is gone meanwhile', async () => {
    const inside = await say(hand(), { conversationId: chat, text: 'http://127.0.0.2/ and http://localhost.invalid/' });
    await addLinkPreviews(app, placeOf(inside));
    expect(await read(hand(), inside)).toEqual(inside);
    const deleted = await say(hand(), { conversationId: chat, text: 'soon gone' });
    await act(hand(), 'deleteMessage', placeOf(deleted));
    await addLinkPreviews(app, placeOf(deleted));
    expect((await read(hand(), deleted))?.linkPreviews).toEqual([]);
  });
});

describe('the links of a text', () => {
  it.each<[text: string, links: string[]]>([
    ['none at all', []],
    ['see https://a.example/b?c=d#e.', ['https://a.example/b?c=d#e']],
    ['(http://a.example/x), https://b.example!', ['http://a.example/x', 'https://b.example']],
    ['[a link](https://a.example/y)', ['https://a.example/y']],
    ['`https://a.example` and https://b.example', ['https://b.example']],
    ['https://a.example https://a.example', ['https://a.example']],
    [
      'https://a.example https://b.example https://c.example https://d.example',
      ['https://a.example', 'https://b.example', 'https://c.example'],
    ],
    ['javascript://a.example file:///etc/passwd xhttps://a.example', []],
    ['https://', []],
  ])('%s', (text, links) => {
    expect(findLinks(text)).toEqual(links);
  });
});

describe('what a page says of itself', () => {
  const url = 'https://a.example/';

  it('is what it says for others before what it says for itself', () => {
    const html = `<meta property="og:title" content="Shared &amp; short"><title>Long</title><meta property="og:site_name" content="A">
      <meta property="og:description" content="  Two\n lines "><meta name="description" content="else">`;
    expect(summarise(url, html)).toEqual({ url, title: 'Shared & short', description: 'Two lines', siteName: 'A' });
  });

  it('is nothing without a title', () => {
    for (const html of ['', '<p>text', '<title> \u202e </title>', '\0\ud83d<<<']) expect(summarise(url, html)).toBeNull();
  });

  it('is short, and turns nothing about', () => {
    const preview = summarise(url, `<title>\u202eevil\0${'x'.repeat(10_000)}</title><meta name=description content="${'😀'.repeat(500)}">`);
    expect(preview?.title).toBe(`evil ${'x'.repeat(194)}…`);
    expect([...(preview?.description ?? '')]).toHaveLength(400);
  });
});
