import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { explainFileError, StartupError } from '../startup-error.ts';

/**
 * Takes a folder for this process, and makes it when missing. The lock is a name that one process can listen on: the system
 * gives it back when the process ends, by `kill -9` too.
 * @returns a function that gives the folder back.
 * @throws StartupError when another process on this machine has it.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const name = lockName(makeFolder(folder));
  const server = createServer((socket) => socket.destroy());
  for (let attempt = 0; attempt < 2; attempt += 1) {
    if (await listens(server, name)) {
      server.unref();
      return () => server.close();
    }
    if (isAbstract(name) || (await isAnswered(name))) break;
    rmSync(name, { force: true });
  }
  throw new StartupError(`Another Parley is running on ${folder}. Stop it first, or set DATA_DIR to another folder.`);
}

function makeFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return realpathSync(folder);
  } catch (error) {
    throw explainFileError(error, folder);
  }
}

/** Linux and Windows have names that leave no file behind; elsewhere it is a socket file. */
function lockName(folder: string): string {
  const name = `parley-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}`;
  if (process.platform === 'linux') return `\0${name}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return path.join(tmpdir(), `${name}.lock`);
}

const isAbstract = (name: string) => name.startsWith('\0') || name.startsWith('\\\\');

function listens(server: Server, name: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(false) : reject(error);
    server.once('error', onError).listen(name, () => {
      server.off('error', onError);
      resolve(true);
    });
  });
}

/** Whether a socket file has a living process behind it. */
function isAnswered(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(name, () => resolve(true)).once('error', () => resolve(false));
    socket.unref();
  });
}
