import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Document, parseDocument } from 'yaml';

/** The files an installed app asks the feed for: `latest.yml`, `beta-linux.yml`, `latest-linux-arm64.yml` and so on. */
const CHANNEL_FILE = /^(latest|beta|alpha)(-(mac|linux(-arm64)?))?\.yml$/;

/** Changes each of them in a folder; gives their names. */
export function changeChannelFiles(folder: string, change: (document: Document) => void): readonly string[] {
  const names = readdirSync(folder).filter((name) => CHANNEL_FILE.test(name));
  for (const name of names) {
    const file = path.join(folder, name);
    const document = parseDocument(readFileSync(file, 'utf8'));
    change(document);
    writeFileSync(file, document.toString({ lineWidth: 0 }));
  }
  return names;
}
