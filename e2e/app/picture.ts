import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Locator, type Page, type TestInfo } from '@playwright/test';

const FOLDER = path.resolve(import.meta.dirname, '../visual');
const PROBE = path.join(FOLDER, 'probe.txt');

/** `npm run e2e -- --visual`: compare, whatever this machine draws like. */
const IS_ASKED_FOR = process.env.PARLEY_VISUAL !== undefined;

/** So much of a picture may differ: edges of letters, not a part that moved. */
const TOLERANCE = { maxDiffPixelRatio: 0.01, animations: 'disabled', caret: 'hide', scale: 'css' } as const;

/**
 * Compares what is shown with the picture that is kept of it. Only where letters are drawn as where the pictures were taken: fonts come with the
 * page, but every browser and system smooths them in its own way.
 */
export async function expectPicture(shown: Page | Locator, name: string): Promise<void> {
  // `Page` and `Locator` have the same assertion, of two types.
  if ('goto' in shown) await expect(shown).toHaveScreenshot(`${name}.png`, TOLERANCE);
  else await expect(shown).toHaveScreenshot(`${name}.png`, TOLERANCE);
}

/** Whether pictures can be compared here; says so where they cannot. The page is one with the fonts of ours. */
export async function canCompare(page: Page, { config }: TestInfo): Promise<boolean> {
  const drawn = await probe(page);
  if (config.updateSnapshots === 'all' || config.updateSnapshots === 'changed') {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(PROBE, `${drawn}\n`);
    return true;
  }
  const isSame = existsSync(PROBE) && readFileSync(PROBE, 'utf8').trim() === drawn;
  if (!isSame && !IS_ASKED_FOR) {
    const version = page.context().browser()?.version();
    console.log(`Pictures are not compared: Chromium ${version} draws letters otherwise here than where they were taken (e2e/visual).`);
  }
  return isSame || IS_ASKED_FOR;
}

/** A fingerprint of how letters of the page's font are drawn. */
async function probe(page: Page): Promise<string> {
  await page.evaluate(async () => {
    const element = document.createElement('div');
    element.id = 'probe';
    element.textContent = 'Parley 0123456789 AaBbGgQq';
    Object.assign(element.style, { position: 'fixed', inset: '0 auto auto 0', zIndex: '99', padding: '8px', color: '#000' });
    Object.assign(element.style, { background: '#fff', font: '620 14px "Inter Variable"' });
    document.body.append(element);
    await document.fonts.load('620 14px "Inter Variable"');
  });
  const picture = await page.locator('#probe').screenshot({ scale: 'css' });
  await page.evaluate(() => document.querySelector('#probe')?.remove());
  return createHash('sha256').update(picture).digest('hex');
}

/** Takes out of a page what is another one in every run: times, what tells accounts of a test apart, colours made of ids. */
export async function holdStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('[style*="--hue"] { --hue: 265 !important; }');
    document.adoptedStyleSheets.push(sheet);
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = words.nextNode(); node !== null; node = words.nextNode()) {
      const still = (node.nodeValue ?? '').replace(/\b\d{1,2}:\d{2}\s?[AP]M\b/g, '9:00 AM').replace(/\b([a-z]+)-[0-9a-f]{6}\b/g, '$1');
      if (still !== node.nodeValue) node.nodeValue = still;
    }
    await document.fonts.ready;
  });
}
