import { createPrivateKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

const httpsUrl = z.url({ protocol: /^https$/ });

/** What the environment decides about a package; an empty value counts as none, as a missing secret of a workflow is. */
const settingsSchema = z.object({
  /** Version of the package, without a leading v; package.json's when unset. `1.2.0-beta.3` goes to the beta channel. */
  PACKAGE_VERSION: z
    .string()
    .regex(/^\d+\.\d+\.\d+(-(beta|alpha)\.\d+)?$/, 'takes 1.2.3 or 1.2.3-beta.4')
    .optional(),
  /** Folder that holds the installers and their latest*.yml. Without it, or without a key, the app looks for no updates. */
  UPDATE_FEED_URL: httpsUrl.optional(),
  /** Ed25519, PKCS #8 in PEM: signs what the feed says (E12). The app carries its public half and installs nothing else. */
  UPDATE_SIGNING_KEY: z.string().includes('PRIVATE KEY').optional(),
  /** Named in the deb and rpm: `Name <address>`. */
  PACKAGE_MAINTAINER: z.string().includes('@').default('Parley <desktop@parley.invalid>'),
  PACKAGE_HOMEPAGE: httpsUrl.default('https://parley.invalid'),
  /** With `on` an installer or a feed that could not be signed is an error. */
  REQUIRE_SIGNING: z.enum(['on', 'off']).default('off'),
});

export type PackageSettings = Readonly<z.infer<typeof settingsSchema>>;

/** Where the app looks for updates, and who signs them. */
export type Feed = { readonly url: string; readonly key: KeyObject };

/** Undefined for a package that looks for none: of a feed that nobody signs nothing would be installed. */
export function feedOf({ UPDATE_FEED_URL: url, UPDATE_SIGNING_KEY: pem, REQUIRE_SIGNING }: PackageSettings): Feed | undefined {
  if (url !== undefined && pem !== undefined) return { url, key: createPrivateKey(pem) };
  if (url !== undefined && REQUIRE_SIGNING === 'on') throw new Error('UPDATE_FEED_URL needs UPDATE_SIGNING_KEY.');
  return undefined;
}

/** Reads the settings; all that are wrong are named at once. */
export function readSettings(env: NodeJS.ProcessEnv): PackageSettings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const { data, error } = settingsSchema.safeParse(given);
  if (data !== undefined) return data;
  throw new Error(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
}
