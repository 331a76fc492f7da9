import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { addressesFor, findServer } from './find-server.ts';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('No port.');
  return `127.0.0.1:${address.port}`;
}

const parley: RequestListener = ({ url }, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(url === '/graphql' ? '{"data":{"welcome":{"isNew":false,"mayRegister":true}}}' : '{}');
};

describe('the address that somebody types', () => {
  it.each([
    ['chat.example.org', ['https://chat.example.org']],
    ['https://chat.example.org/c/1?m=2', ['https://chat.example.org']],
    ['CHAT.example.org:8443', ['https://chat.example.org:8443']],
    ['localhost:4000', ['https://localhost:4000', 'http://localhost:4000']],
    ['127.0.0.1:4000', ['https://127.0.0.1:4000', 'http://127.0.0.1:4000']],
    ['http://localhost:4000', ['http://localhost:4000']],
  ])('%s leads to %j', (typed, addresses) => {
    expect(addressesFor(typed)).toEqual(addresses);
  });

  it.each(['ftp://chat.example.org', 'file:///etc', 'javascript://x', 'https://ana:secret@chat.example.org', 'two words', 'https://'])(
    '%s is none',
    (typed) => {
      expect(() => addressesFor(typed)).toThrow(expect.objectContaining({ code: 'VALIDATION_ERROR', field: 'address' }));
    },
  );

  it('without encryption is for this machine alone', () => {
    expect(() => addressesFor('http://chat.example.org')).toThrow(expect.objectContaining({ code: 'NOT_SECURE' }));
  });
});

describe('looking for a server', () => {
  it('finds one, also where the address leads on to it', async () => {
    const here = await serve(parley);
    const before = await serve((_request, response) => response.writeHead(302, { location: `http://${here}/health/live` }).end());
    expect([await findServer(fetch, here), await findServer(fetch, before)]).toEqual([`http://${here}`, `http://${here}`]);
  });

  it('tells a server that is none of ours', async () => {
    const other = await serve((_request, response) => response.end('<h1>It works!</h1>'));
    await expect(findServer(fetch, other)).rejects.toMatchObject({ code: 'NOT_PARLEY' });
  });

  it('tells that nobody answers', async () => {
    await expect(findServer(fetch, 'http://127.0.0.1:1')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});
