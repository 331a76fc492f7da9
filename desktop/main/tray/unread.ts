/** What each workspace's page told of itself last. */
export interface Standing {
  readonly unreadCount: number;
  readonly isBusy: boolean;
}

/** All workspaces together: what the icon shows. Not to be disturbed is who is so everywhere. */
export function together(standings: Iterable<Standing>): Standing {
  const all = [...standings];
  return {
    unreadCount: all.reduce((sum, { unreadCount }) => sum + unreadCount, 0),
    isBusy: all.length > 0 && all.every(({ isBusy }) => isBusy),
  };
}
