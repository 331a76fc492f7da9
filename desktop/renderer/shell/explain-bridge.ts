import { errorCode } from '../lib/explain-error.ts';
import { t } from '../lib/translate.ts';

/** What main refused, in words. */
export function explainBridge(error: unknown): string {
  switch (errorCode(error)) {
    case 'UNAVAILABLE':
      return t('workspaces.unavailable');
    case 'NOT_PARLEY':
      return t('workspaces.notParley');
    case 'NOT_SECURE':
      return t('workspaces.notSecure');
    case 'VALIDATION_ERROR':
      return t('workspaces.notAddress');
    case 'WRONG_PASSPHRASE':
      return t('passphrase.wrong');
    default:
      return t('error.unknown');
  }
}
