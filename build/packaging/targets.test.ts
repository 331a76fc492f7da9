import { expect, test } from 'vitest';
import { readOrder } from './targets.ts';

test('without options: installers for this machine, from the Electron of package.json', () => {
  const { isFolderOnly, electronFolder, out } = readOrder([]);
  expect({ isFolderOnly, electronFolder, out }).toEqual({ isFolderOnly: false, electronFolder: undefined, out: 'dist/package' });
});

test('each system has its usual architecture', () => {
  expect(['linux', 'mac', 'win'].map((system) => readOrder(['--system', system]).arch)).toEqual(['x64', 'universal', 'x64']);
});

test('what is not known is refused, with what is', () => {
  expect(() => readOrder(['--system', 'beos'])).toThrow('--system takes one of: linux, mac, win.');
  expect(() => readOrder(['--system', 'win', '--arch', 'universal'])).toThrow('--arch takes one of: x64, arm64.');
  expect(() => readOrder(['--installers'])).toThrow("Unknown option '--installers'");
});
