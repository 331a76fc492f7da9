import type { MenuSection } from '../ui/menu-sections.ts';

/** A menu with everything that a menu can have. */
export function exampleMenu(): readonly MenuSection[] {
  return [
    {
      id: 'first',
      entries: [
        { id: 'pin', label: 'Pin', icon: 'pin', shortcut: 'P' },
        {
          id: 'mute',
          label: 'Mute',
          icon: 'bellOff',
          entries: [
            { id: 'hour', label: 'For an hour' },
            { id: 'ever', label: 'For ever', isChosen: true },
          ],
        },
        { id: 'none', label: 'Not now', icon: 'lock', isDisabled: true },
      ],
    },
    { id: 'second', title: 'Notify me of', entries: [{ id: 'all', label: 'Everything', isChosen: true }] },
    { id: 'third', entries: [{ id: 'leave', label: 'Leave', icon: 'leave', tone: 'danger' }] },
  ];
}
