/** Packs the built app; started by `npm run package`, which builds what is stale first. */
import path from 'node:path';
import builder from 'electron-builder';
import { ROOT, writeAppFolder } from './app-folder.ts';
import { configurationFor } from './configuration.ts';
import { feedOf, readSettings } from './settings.ts';
import { signFeed } from './sign-feed.ts';
import { readOrder, SYSTEMS } from './targets.ts';

/** A secret that a workflow does not have arrives empty, which electron-builder takes for the name of a file. */
function forgetEmptySecrets(): void {
  for (const [name, value] of Object.entries(process.env)) if (value === '') delete process.env[name];
}

async function pack(): Promise<void> {
  forgetEmptySecrets();
  const order = readOrder(process.argv.slice(2));
  const settings = readSettings(process.env);
  writeAppFolder(path.resolve(order.out, 'app'), settings);
  const platform = { linux: builder.Platform.LINUX, mac: builder.Platform.MAC, win: builder.Platform.WINDOWS }[order.system];
  const targets = order.isFolderOnly ? ['dir'] : [...SYSTEMS[order.system].targets];
  await builder.build({
    projectDir: ROOT,
    targets: platform.createTarget(targets, builder.Arch[order.arch]),
    config: configurationFor(order, settings),
    // Installers are put on the feed by hand, after somebody has tried them.
    publish: 'never',
  });
  const feed = feedOf(settings);
  if (feed !== undefined) signFeed(path.resolve(order.out), feed.key);
}

try {
  await pack();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
