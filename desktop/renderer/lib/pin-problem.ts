import type { PinAnswer } from '../../bridge/lock-calls.ts';
import { waitLabel } from './time-labels.ts';
import { t } from './translate.ts';

/** Why a PIN did not open it, and when the next one is looked at. */
export const pinProblem = ({ waitMs }: PinAnswer): string => (waitMs > 0 ? t('pin.wait', { wait: waitLabel(waitMs) }) : t('pin.wrong'));
