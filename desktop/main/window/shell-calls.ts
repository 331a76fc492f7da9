import type { SHELL_CALLS, ShellScreen } from '../../bridge/shell-calls.ts';
import type { Handlers } from '../calls/handlers.ts';
import type { Secrets } from '../secrets/secrets.ts';

/** What the app's own window shows, given how secrets are kept. */
export const screenFor = (secrets: Pick<Secrets, 'state'>): ShellScreen => (secrets.state === 'open' ? 'workspaces' : secrets.state);

/** The screens before there is a workspace. `onOpen`: secrets can be used from now on. */
export function shellCalls(secrets: Secrets, onOpen: () => void): Handlers<typeof SHELL_CALLS> {
  return {
    'shell.screen': () => screenFor(secrets),
    async 'shell.usePassphrase'({ passphrase }) {
      await secrets.openWith(passphrase);
      onOpen();
      return null;
    },
    'shell.keepNothing'() {
      secrets.keepNothing();
      onOpen();
      return null;
    },
  };
}
