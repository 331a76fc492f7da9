import { expect, type Page } from '@playwright/test';
import fc from 'fast-check';
import { CALLS } from '../../../desktop/bridge/calls.ts';
import { test } from '../../app/desktop-test.ts';
import { traces } from '../../app/desktop-traces.ts';

const OUTSIDE = 'https://outside.example/';

test('E1 every window has a sandbox and a world of its own, and E7 its page has the bridge and nothing else', async ({
  world,
  desktopOf,
}) => {
  const { desktop, page } = await desktopOf(await world.person('Ana'));
  const options = await desktop.evaluate((_electron, _given, host) =>
    host
      .openWindows()
      .map(({ options: { webPreferences } }) => ({ ...webPreferences, session: null, preload: null, additionalArguments: null })),
  );
  expect(options.length).toBeGreaterThan(0);
  for (const each of options) {
    expect(each).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
    });
  }
  const surface = await page.evaluate(() => {
    const { parley } = window;
    const about = parley?.about as object;
    return {
      parley: Object.entries(parley ?? {}).map(([name, value]) => `${name}: ${typeof value}`),
      about: Object.keys(about),
      workspace: Object.keys(parley?.about.workspace ?? {}),
      isFrozen: Object.isFrozen(parley) && Object.isFrozen(about),
      node: ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter((name) => name in window),
    };
  });
  expect(surface).toEqual({
    parley: ['call: function', 'on: function', 'about: object'],
    about: ['version', 'platform', 'isPackaged', 'workspace'],
    workspace: ['id', 'url'],
    isFrozen: true,
    node: [],
  });
});

/** Runs text as a script in the page, as one would who found a way in. */
const attempt = (page: Page, script: string) => page.evaluate(script).catch((error: unknown) => String(error));

test('E4 a page stays where it is; links open outside where they may', async ({ world, desktopOf }) => {
  const { desktop, page, node } = await desktopOf(await world.person('Ana'));
  const before = page.url();
  const pageCount = (await desktop.pages()).length;
  await traces(desktop, node.url);
  await page.evaluate((outside) => window.open(outside), OUTSIDE);
  await page.evaluate(() => window.open('mailto:ben@example.org'));
  await page.evaluate(() => window.open('file:///etc/passwd'));
  await page.evaluate((outside) => {
    const link = document.createElement('a');
    Object.assign(link, { href: `${outside}link`, target: '_blank', rel: 'noreferrer' });
    document.body.append(link);
    link.click();
  }, OUTSIDE);
  const opened: string[] = [];
  const expectOpened = async (...addresses: string[]) => {
    await expect
      .poll(async () => opened.push(...(await traces(desktop, node.url)).opened) && opened.toSorted())
      .toEqual(addresses.toSorted());
  };
  await expectOpened(OUTSIDE, `${OUTSIDE}link`, 'mailto:ben@example.org');

  await attempt(page, `location.assign('${OUTSIDE}away')`);
  await attempt(page, `location.href = 'http://parley.parley-app.localhost/elsewhere'`);
  await expectOpened(OUTSIDE, `${OUTSIDE}link`, 'mailto:ben@example.org', `${OUTSIDE}away`);
  expect(page.url()).toBe(before);
  expect((await desktop.pages()).length).toBe(pageCount);
});

test('E5 what a page asks of the device is denied', async ({ world, desktopOf }) => {
  const { page } = await desktopOf(await world.person('Ana'));
  const answers = await page.evaluate(async () => {
    const state = async (name: string) => (await navigator.permissions.query({ name: name as PermissionName })).state;
    const isRefused = (work: Promise<unknown>) =>
      work.then(
        () => false,
        () => true,
      );
    return {
      geolocation: await state('geolocation'),
      notifications: await state('notifications'),
      camera: await state('camera'),
      microphone: await state('microphone'),
      clipboardRead: await state('clipboard-read'),
      clipboardWrite: await state('clipboard-write'),
      media: await isRefused(navigator.mediaDevices.getUserMedia({ audio: true, video: true })),
    };
  });
  expect(answers).toEqual({
    geolocation: 'denied',
    notifications: 'denied',
    camera: 'denied',
    microphone: 'denied',
    clipboardRead: 'denied',
    clipboardWrite: 'granted',
    media: true,
  });
});

test('E6 calls from a wrong frame or origin are refused', async ({ world, desktopOf }) => {
  const { desktop, page } = await desktopOf(await world.person('Ana'));
  const forged = await desktop.evaluate(async (electron, _given, host) => {
    const [contents] = electron.BrowserWindow.getAllWindows().map(({ webContents }) => webContents);
    const frames = [
      { url: 'https://evil.example/', origin: '', parent: null },
      { url: 'parley-app://parley/', origin: '', parent: { url: 'parley-app://parley/', origin: '', parent: null } },
      { url: 'parley-app://evil/', origin: '', parent: null },
      null,
    ];
    const answers: unknown[] = [];
    for (const senderFrame of frames) {
      const event = { sender: contents as object, senderFrame };
      answers.push(host.decode(await host.invoke('parley:call', event, ['workspaces.list', {}])));
    }
    const stranger = { sender: { id: 999 }, senderFrame: { url: 'parley-app://parley/', origin: '', parent: null } };
    answers.push(host.decode(await host.invoke('parley:call', stranger, ['workspaces.list', {}])));
    return answers;
  });
  expect(forged).toEqual(Array.from({ length: 5 }, () => ({ ok: false, error: { code: 'FORBIDDEN', message: expect.any(String) } })));

  // A frame within the page has no bridge at all.
  const inFrame = await page.evaluate(async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const has = frame.contentWindow !== null && 'parley' in frame.contentWindow;
    frame.remove();
    return has;
  });
  expect(inFrame).toBe(false);
});

const CALL_COUNT = 10_000;
const BATCH = 500;

/** What stands in any place. A date that is none cannot be handed into the page. */
const anyValues = [
  fc.boolean(),
  fc.maxSafeInteger(),
  fc.double(),
  fc.string(),
  fc.constantFrom(null, undefined),
  fc.date({ noInvalidDate: true }),
];

/** Anything at all, and things that look a little like what the contracts ask for. */
const anyInput = fc.oneof(
  fc.anything({ values: anyValues, withBigInt: true, withNullPrototype: true, withSparseArray: true }),
  fc.dictionary(
    fc.constantFrom('id', 'document', 'variables', 'accessToken', 'viewer', 'viewerId', 'address', 'changes', 'limit', '__proto__'),
    fc.oneof(fc.uuid(), fc.string({ unit: 'binary' }), fc.integer(), fc.anything()),
  ),
);
const anyName = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...Object.keys(CALLS)) }, { weight: 1, arbitrary: fc.string() });

test('E6 ten thousand calls with anything in them break nothing in main', async ({ world, desktopOf }) => {
  test.slow();
  const { desktop, page } = await desktopOf(await world.person('Ana'));
  const seed = Math.floor(Math.random() * 2 ** 31);
  console.log(`seed of the calls: ${seed}`);
  const calls = fc.sample(fc.tuple(anyName, anyInput), { numRuns: CALL_COUNT, seed });
  const codes = new Map<string, number>();
  for (let made = 0; made < calls.length; made += BATCH) {
    const answers = await page.evaluate(
      (batch) =>
        Promise.all(
          batch.map(async ([name, input]) => {
            const answer = await window.parley?.call(name, input);
            return answer === undefined ? 'NONE' : answer.ok ? 'OK' : answer.error.code;
          }),
        ),
      calls.slice(made, made + BATCH),
    );
    for (const code of answers) codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  expect([...codes.values()].reduce((sum, each) => sum + each, 0)).toBe(CALL_COUNT);
  expect([codes.get('INTERNAL'), codes.get('NONE')]).toEqual([undefined, undefined]);
  expect(desktop.output).not.toContain('Error');
  expect(await desktop.evaluate(({ app }) => app.isReady())).toBe(true);
});
