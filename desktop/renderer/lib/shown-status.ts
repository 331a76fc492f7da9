interface Known {
  readonly status: 'ONLINE' | 'AWAY' | 'BUSY' | 'OFFLINE';
}

/** What a picture's corner shows of a person: nothing while they are not here, or it is not known. */
export function shownStatus(presence: Known | undefined): 'ONLINE' | 'AWAY' | 'BUSY' | undefined {
  return presence === undefined || presence.status === 'OFFLINE' ? undefined : presence.status;
}
