/** Draws what the app shows in the tray and over its icon in the task bar, into the source of the program that shows it. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from '@playwright/test';
import { ROOT } from './app-folder.ts';

const TARGET = path.join(ROOT, 'desktop/main/tray/tray-pictures.ts');
const DOT = '<circle cx="28" cy="8" r="8" fill="#e5484d" stroke="#fff" stroke-width="1.5"/>';

/** The two bubbles alone, in black: the Mac colours them as its bar needs. */
const BUBBLES = `
  <path fill="none" stroke="#000" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"
    d="M21 5c5.6 0 9.6 3.5 9.6 8.1 0 2.6-1.2 4.8-3.1 6.2l.6 4-4.1-2.2"/>
  <path fill="#000" d="M14.600 9c-6 0-10.300 3.700-10.300 8.700 0 2.800 1.300 5.200 3.400 6.700l-.7 4.500 4.500-2.400c1 .2 2 .2 3.100.2 6 0 10.300-4 10.300-9s-4.200-8.700-10.300-8.700Z"/>`;

const svg = (content: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36">${content}</svg>`;

/** Name of the constant, what is drawn, and its size in pixels. */
function pictures(): readonly { readonly name: string; readonly content: string; readonly size: number }[] {
  const icon = readFileSync(path.join(ROOT, 'desktop/renderer/icon.svg'), 'utf8');
  const colour = icon.slice(icon.indexOf('<defs>'), icon.lastIndexOf('</svg>'));
  return [
    { name: 'TRAY', content: colour, size: 32 },
    { name: 'TRAY_UNREAD', content: `${colour}${DOT}`, size: 32 },
    { name: 'MAC_TRAY', content: BUBBLES, size: 36 },
    { name: 'MAC_TRAY_UNREAD', content: `${BUBBLES}<circle cx="30" cy="6" r="6" fill="#000"/>`, size: 36 },
    { name: 'OVERLAY', content: '<circle cx="18" cy="18" r="16" fill="#e5484d" stroke="#fff" stroke-width="3"/>', size: 32 },
  ];
}

/** Writes them as data URLs: a program of one file has no pictures beside it. */
export async function drawTray(browser: Browser): Promise<void> {
  const lines: string[] = [];
  for (const { name, content, size } of pictures()) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const url = `data:image/svg+xml;base64,${Buffer.from(svg(content)).toString('base64')}`;
    await page.setContent(`<body style="margin:0"><img src="${url}" width="${size}" height="${size}" style="display:block">`);
    const png = (await page.screenshot({ omitBackground: true })).toString('base64');
    await page.close();
    lines.push(`export const ${name} =\n  'data:image/png;base64,${png}';\n`);
  }
  writeFileSync(TARGET, ['// Drawn by `node build/scripts/icons.mjs`; changed there.\n', ...lines].join('\n'));
}
