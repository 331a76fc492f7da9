import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Installation } from './installation.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const NICKS = ['mira', 'oskar', 'june', 'tomasz', 'aiko'];

/** A channel log of so many messages, of one line and of many, each with its number. */
export function channelLog(messageCount: number): string {
  const lines = Array.from({ length: messageCount }, (_, index) => {
    const minutes = Math.floor((index * 1_000) / messageCount);
    const clock = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
    const words = 'about the release '.repeat(index % 10 === 0 ? 9 + (index % 7) : index % 3);
    return `[${clock}] <${NICKS[Math.floor(index / 3) % NICKS.length]}> line ${index + 1} ${words}`.trimEnd();
  });
  return `${lines.join('\n')}\n`;
}

/** Runs `npm run import` beside the running nodes, as an administrator would, and lets the account in. Gives what the command printed. */
export async function importChannel(
  { settings }: Installation,
  log: string,
  options: { channel: string; username: string },
): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'parley-log-'));
  try {
    const file = path.join(folder, '2004-12-25.log');
    writeFileSync(file, log);
    const args = ['build/scripts/import.mjs', 'irc', file, '--channel', options.channel, '--with', options.username];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...settings } });
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
