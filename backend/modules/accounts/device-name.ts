import { parse } from 'bowser';

const USER_AGENT_MAX = 512;

/** A name by which a person recognises their session, for example `Chrome on Windows`; `Unknown device` when the user agent says nothing. */
export function deviceName(userAgent: string): string {
  const [product = ''] = /^[\w.-]{1,40}/.exec(userAgent) ?? [];
  if (product === '') return 'Unknown device';
  const { browser, os } = parse(userAgent.slice(0, USER_AGENT_MAX));
  // Bowser gives an empty name, none, or what every browser calls itself, for what it does not know.
  const app = (browser.name || product).replace(/^Mozilla$/, 'A browser');
  return os.name ? `${app} on ${os.name}` : app;
}
