/** Draws the icons of the app for each system from the page's SVG; started by `node build/scripts/icons.mjs`. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { ROOT } from './app-folder.ts';
import { drawTray } from './draw-tray.ts';
import { type IconPicture, icnsFile, icoFile } from './icon-files.ts';

const SOURCE = path.join(ROOT, 'desktop/renderer/icon.svg');
const ICONS = path.join(import.meta.dirname, 'icons');

const LINUX_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
const WINDOWS_SIZES = [16, 24, 32, 48, 64, 128, 256];
const MAC_SIZES = [16, 32, 64, 128, 256, 512, 1024];

/** Apple's icons leave a margin around the shape: 824 of 1,024 points. */
const MAC_SHARE = 824 / 1024;

async function draw(browser: Browser, size: number, share: number): Promise<IconPicture> {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const svg = `data:image/svg+xml;base64,${readFileSync(SOURCE).toString('base64')}`;
  const style = 'display:block;margin:auto;position:absolute;inset:0';
  await page.setContent(`<body style="margin:0"><img src="${svg}" width="${size * share}" height="${size * share}" style="${style}">`);
  const png = await page.screenshot({ omitBackground: true });
  await page.close();
  return { size, png };
}

async function drawAll(browser: Browser): Promise<void> {
  const whole: IconPicture[] = [];
  for (const size of LINUX_SIZES) whole.push(await draw(browser, size, 1));
  const framed: IconPicture[] = [];
  for (const size of MAC_SIZES) framed.push(await draw(browser, size, MAC_SHARE));
  rmSync(ICONS, { recursive: true, force: true });
  mkdirSync(ICONS, { recursive: true });
  for (const { size, png } of whole) writeFileSync(path.join(ICONS, `${size}x${size}.png`), png);
  writeFileSync(path.join(ICONS, 'icon.ico'), icoFile(whole.filter(({ size }) => WINDOWS_SIZES.includes(size))));
  writeFileSync(path.join(ICONS, 'icon.icns'), icnsFile(framed));
  writeFileSync(path.join(ICONS, 'made-from.sha256'), `${createHash('sha256').update(readFileSync(SOURCE)).digest('hex')}\n`);
}

const executablePath = process.env.PARLEY_CHROMIUM;
const browser = await chromium.launch({
  args: process.getuid?.() === 0 ? ['--no-sandbox', '--no-first-run'] : ['--no-first-run'],
  ...(executablePath === undefined ? {} : { executablePath }),
});
await drawAll(browser);
await drawTray(browser);
await browser.close();
