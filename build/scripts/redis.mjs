import path from 'node:path';
import { findOnPath, installPackage, isProgram } from './system.mjs';

/**
 * Finds a redis-server: the one that REDIS_SERVER_PATH names, this machine's, else one that can be installed. Gives the path of the
 * program; throws one line that says what to run.
 */
export async function findRedis() {
  const named = process.env.REDIS_SERVER_PATH;
  if (named !== undefined && named !== '') {
    if (isProgram(named)) return named;
    throw new Error(`REDIS_SERVER_PATH names ${named}, which is no program.`);
  }
  const here = findOnPath('redis-server');
  if (here !== undefined) return here;
  console.log('No redis-server here; installing one …');
  const installed = (await installPackage('redis-server')) ? findOnPath('redis-server') : undefined;
  if (installed !== undefined) return installed;
  throw new Error('Several nodes need redis-server. Run: sudo apt-get install redis-server (or: brew install redis)');
}

/** Our environment, in which whoever looks for redis-server on PATH comes to the one that `findRedis` found. */
export async function environmentWithRedis() {
  const folder = path.dirname(await findRedis());
  return { ...process.env, PATH: `${folder}${path.delimiter}${process.env.PATH ?? ''}` };
}
