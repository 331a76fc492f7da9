import { expect, it } from 'vitest';
import { settled } from '../test/manual-platform.ts';
import type { ModelServer } from '../test/model-server.ts';
import { ANN, BOB, say, startWorld } from '../test/model-world.ts';
import { openTestClient } from '../test/test-client.ts';
import { messagesOf } from './history-documents.ts';
import type { Quote } from './quotes.ts';
import type { Readable } from './signal.ts';

const lineOf = (server: ModelServer, text: string) => {
  const message = server.get('team').messages.find((each) => each.text === text);
  return { id: message?.id ?? '', seq: message?.seq ?? 0 };
};

/** What a row on the screen shows of the quote, from now on. */
function watched(quote: Readable<Quote>): () => string | null {
  quote.subscribe(() => {});
  return () => quote.get().row?.text ?? quote.get().status;
}

function worldOf(lines: number): ModelServer {
  const server = startWorld();
  for (let n = 1; n <= lines; n += 1) say(server, [BOB, 'team'], `line ${n}`);
  return server;
}

it('asks the server once for all quotes that come into sight together, and shows their later edits and deletions', async () => {
  const server = worldOf(80);
  const ann = await openTestClient(server, ANN);
  const [first, second] = ['line 3', 'line 9'].map((text) => watched(ann.sync.history.quotes.of('team', lineOf(server, text))));
  await settled();
  expect([first?.(), second?.()]).toEqual(['line 3', 'line 9']);
  expect(ann.network.asked.filter((document) => document.startsWith('query Messages('))).toEqual([messagesOf(2)]);
  server.edit('team', lineOf(server, 'line 3').seq, 'line 3, mended');
  server.edit('team', lineOf(server, 'line 9').seq, null);
  await settled();
  expect(first?.()).toBe('line 3, mended');
  expect(ann.sync.history.quotes.of('team', { id: '', seq: lineOf(server, 'line 3, mended').seq }).get().row?.text).toBe('line 3, mended');
  expect(second?.()).toBe('ready');
  await ann.crash();
});

it('needs no network for a message that is held', async () => {
  const server = worldOf(30);
  const ann = await openTestClient(server, ANN);
  await ann.sync.history.open('team');
  const inMemory = watched(ann.sync.history.quotes.of('team', lineOf(server, 'line 20')));
  expect(inMemory()).toBe('line 20');
  await ann.crash();
  const restarted = await openTestClient(server, ANN, { store: ann.store });
  const asked = restarted.network.asked.length;
  const inStore = watched(restarted.sync.history.quotes.of('team', lineOf(server, 'line 20')));
  await settled();
  expect(inStore()).toBe('line 20');
  expect(restarted.network.asked).toHaveLength(asked);
  await restarted.crash();
});

it('says that a message is missing which the viewer may not see, and asks again when there was no answer', async () => {
  const server = worldOf(80);
  const ann = await openTestClient(server, ANN);
  const missing = watched(ann.sync.history.quotes.of('team', { id: 'nothing', seq: 4 }));
  await settled();
  expect(missing()).toBe('missing');
  ann.network.isAnswering = false;
  const late = watched(ann.sync.history.quotes.of('team', lineOf(server, 'line 5')));
  await settled();
  expect(late()).toBe('loading');
  ann.network.isAnswering = true;
  ann.network.cut();
  await ann.platform.advance(60_000);
  expect(late()).toBe('line 5');
  await ann.crash();
});
