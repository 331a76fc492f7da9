import { changeChannelFiles } from './channel-files.ts';

/**
 * Offers the release in a folder to so many per cent of the installed apps: each has drawn a number of its own, once, so that a
 * higher share adds apps and takes none back. Gives the files it changed. Throws when there are none, or for a share that is none.
 */
export function setRollout(folder: string, percent: number): readonly string[] {
  if (!Number.isInteger(percent) || percent < 1 || percent > 100) throw new Error('The share is a whole number from 1 to 100.');
  const names = changeChannelFiles(folder, (document) => document.set('stagingPercentage', percent));
  if (names.length === 0) throw new Error(`There is no latest*.yml or beta*.yml in ${folder}.`);
  return names;
}
