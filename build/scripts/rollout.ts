/** `npm run rollout -- 10 FOLDER`: offers the release whose latest*.yml lie in FOLDER to ten per cent of the installed apps. */
import { setRollout } from '../packaging/rollout.ts';

const [percent = '', folder = 'dist/package'] = process.argv.slice(2);

try {
  const names = setRollout(folder, Number(percent));
  console.log(`Offered to ${percent} % by ${names.join(', ')}. Put these files on the feed.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
