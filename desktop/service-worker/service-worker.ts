/// <reference lib="webworker" />
/**
 * Keeps the page's own files, so that it starts without a network (WEB-1, DESKTOP-3). It never answers with an old page while the server
 * can be reached: addresses are always asked for there first, and only files whose names hold their content's hash come from here first.
 * Everything else, the API above all, it does not touch. A new build is kept beside the old one until the page agrees to change.
 */
declare const self: ServiceWorkerGlobalScope;
/** Put in at build: the files of this build, and a name that changes with any of them. */
declare const BUILD: { readonly name: string; readonly files: readonly string[] };

const CACHE = `parley-${BUILD.name}`;
const PAGE = '/index.html';

self.addEventListener('install', (event) => event.waitUntil(keepFiles()));
self.addEventListener('activate', (event) => event.waitUntil(takeOver()));
self.addEventListener('message', ({ data }) => {
  if (data === 'change') void self.skipWaiting();
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    if (isPage(pathname)) event.respondWith(pageFromServer(request));
  } else if (BUILD.files.includes(pathname) && pathname !== PAGE) event.respondWith(keptFile(request));
});

/** The server's own screens are none of ours. */
function isPage(pathname: string): boolean {
  return !/^\/(graphql|health|metrics|\.well-known)(\/|$)/.test(pathname);
}

async function keepFiles(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(BUILD.files.map((file) => new Request(file, { cache: 'no-cache' })));
}

async function takeOver(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith('parley-') && name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** The page as the server has it now; the kept one when it cannot be reached. */
async function pageFromServer(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request);
    if (answer.status < 500) return answer;
    return (await caches.match(PAGE, { cacheName: CACHE, ignoreVary: true })) ?? answer;
  } catch (error) {
    const kept = await caches.match(PAGE, { cacheName: CACHE, ignoreVary: true });
    if (kept === undefined) throw error;
    return kept;
  }
}

async function keptFile(request: Request): Promise<Response> {
  return (await caches.match(request, { cacheName: CACHE, ignoreVary: true })) ?? fetch(request);
}
