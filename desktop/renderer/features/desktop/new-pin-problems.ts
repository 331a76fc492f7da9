import { PIN_LENGTH } from '../../../bridge/lock-calls.ts';
import { t } from '../../lib/translate.ts';

/** What is wrong with which field. */
export type PinProblems = { readonly current?: string; readonly pin?: string; readonly repeated?: string };

/** Why a new PIN cannot be taken; nothing where it can. */
export function newPinProblems({ pin, repeated }: { readonly pin: string; readonly repeated: string }): PinProblems {
  if (pin.length < PIN_LENGTH.min) return { pin: t('pin.short', { count: PIN_LENGTH.min }) };
  return pin === repeated ? {} : { repeated: t('pin.different') };
}
