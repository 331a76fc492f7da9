import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ICONS = path.join(import.meta.dirname, 'icons');
const SOURCE = path.resolve(import.meta.dirname, '../../desktop/renderer/icon.svg');

const icon = (name: string) => readFileSync(path.join(ICONS, name));

/** Of a PNG. */
const sidesOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)];

test('the icons are drawn from the picture as it is', () => {
  const hash = createHash('sha256').update(readFileSync(SOURCE)).digest('hex');
  expect(icon('made-from.sha256').toString().trim(), 'Run: node build/scripts/icons.mjs').toBe(hash);
});

test('each picture for Linux has the size in its name', () => {
  const names = readdirSync(ICONS).filter((name) => name.endsWith('.png'));
  expect(names).toContain('512x512.png');
  expect(names.filter((name) => `${sidesOf(icon(name)).join('x')}.png` !== name)).toEqual([]);
});

test('the icon for Windows holds a picture of each size, where its table says', () => {
  const ico = icon('icon.ico');
  const count = ico.readUInt16LE(4);
  const rows = Array.from({ length: count }, (_, index) => 6 + 16 * index);
  const told = rows.map((row) => ico.readUInt8(row) || 256);
  const found = rows.map(
    (row) => sidesOf(ico.subarray(ico.readUInt32LE(row + 12), ico.readUInt32LE(row + 12) + ico.readUInt32LE(row + 8)))[0],
  );
  expect(told).toEqual([16, 24, 32, 48, 64, 128, 256]);
  expect(found).toEqual(told);
});

test('the icon for macOS holds pictures up to 1,024 points', () => {
  const icns = icon('icon.icns');
  expect(icns.readUInt32BE(4)).toBe(icns.length);
  const sides: number[] = [];
  for (let offset = 8; offset < icns.length; offset += icns.readUInt32BE(offset + 4))
    sides.push(sidesOf(icns.subarray(offset + 8))[0] ?? 0);
  expect(sides).toEqual([16, 32, 32, 64, 128, 256, 256, 512, 512, 1024]);
});
