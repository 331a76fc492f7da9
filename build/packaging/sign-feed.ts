import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import { signedText } from '../../desktop/main/updates/feed-signature.ts';
import { changeChannelFiles } from './channel-files.ts';

/** The public half of a key as the app carries it: SPKI in base64. */
export function publicKeyOf(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
}

/**
 * Signs the feed's files in a folder: the version, and the hash and size of each installer (E12). The share of a staged rollout is
 * left out, so that it can be raised without the key. Gives the files it signed.
 */
export function signFeed(folder: string, key: KeyObject): readonly string[] {
  return changeChannelFiles(folder, (document) => {
    const text = signedText(document.toJS());
    document.set('signature', sign(null, Buffer.from(text), key).toString('base64'));
  });
}
