import { type Preferences, ZOOM_STEPS } from '../../bridge/preferences.ts';

type Percent = Preferences['zoomPercent'];

/** The next size in a direction; the same at the ends. */
export function zoomed(percent: Percent, direction: 'in' | 'out' | 'reset'): Percent {
  if (direction === 'reset') return 100;
  const larger = ZOOM_STEPS.find((step) => step > percent);
  const smaller = ZOOM_STEPS.findLast((step) => step < percent);
  return (direction === 'in' ? larger : smaller) ?? percent;
}
