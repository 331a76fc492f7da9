import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';

/** What of a feed's entry (`latest.yml` and its kin) decides what is installed. */
const entrySchema = z.object({
  version: z.string().regex(/^\d+\.\d+\.\d+(?:-[\w.-]+)?$/),
  files: z
    .array(z.object({ url: z.string().regex(/^[^\s]+$/), sha512: z.base64().length(88), size: z.int().positive() }))
    .min(1)
    .max(50),
  signature: z.base64(),
});

export type FeedEntry = z.infer<typeof entrySchema>;

/** The text that is signed: the version, and every file with its hash and size. */
export function signedText({ version, files }: Pick<FeedEntry, 'version' | 'files'>): string {
  const lines = files.map(({ url, sha512, size }) => `${url} ${sha512} ${size}`);
  return ['parley update', version, ...lines.sort(), ''].join('\n');
}

/**
 * Whether the feed's entry was signed by whoever publishes Parley (security E12): Ed25519, the public key built into the app. The systems' own
 * signatures come on top where there are such; this one holds on Linux too, and for a feed that somebody else serves.
 */
export function isSignedBy(publicKey: string, entry: unknown): boolean {
  const parsed = entrySchema.safeParse(entry);
  if (!parsed.success) return false;
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return verify(null, Buffer.from(signedText(parsed.data)), key, Buffer.from(parsed.data.signature, 'base64'));
  } catch {
    return false;
  }
}
