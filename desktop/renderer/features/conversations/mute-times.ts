const hourMs = 3_600_000;
const morningHour = 8;

/** Until when a conversation is muted, by the name of the choice. */
export function muteUntil(choice: 'hour' | 'workday' | 'tomorrow' | 'ever', now: Date): Date | 'ever' {
  if (choice === 'ever') return 'ever';
  if (choice === 'hour') return new Date(now.getTime() + hourMs);
  if (choice === 'workday') return new Date(now.getTime() + 8 * hourMs);
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, morningHour);
}
