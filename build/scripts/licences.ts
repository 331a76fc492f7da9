/**
 * Says under which licences the packages that Parley ships are, and fails on one that may not be among them; of the server all
 * of package-lock.json, of the desktop app what its code imports. With --notices prints the text that the desktop app carries.
 */
import path from 'node:path';
import { licenceOf, unfitPackages } from '../packaging/licences.ts';
import { desktopPackages, thirdPartyNotices } from '../packaging/notices.ts';
import { readLockedPackages } from '../packaging/packages.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

function report(): void {
  const shipped = [...readLockedPackages(ROOT).values()].filter(({ isForDevelopment }) => !isForDevelopment);
  const unfit = unfitPackages(shipped);
  if (unfit.length > 0) throw new Error(`These licences are not allowed (build/packaging/licences.ts):\n  ${unfit.join('\n  ')}`);
  const counts = Map.groupBy(shipped, licenceOf);
  for (const [licence, packages] of [...counts].sort(([, a], [, b]) => b.length - a.length)) console.log(`${packages.length} ${licence}`);
  console.log(`${shipped.length} packages in all, ${desktopPackages(ROOT).length} of them in the desktop app.`);
}

try {
  if (process.argv.includes('--notices')) process.stdout.write(thirdPartyNotices(ROOT));
  else report();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
