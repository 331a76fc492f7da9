/** Entries of the browser's history whose place is remembered. */
const maxPlaces = 50;

const places = new Map<string, number>();

/** Where one was when an entry of the history was left: the first message in sight; undefined at the end. */
export function rememberPlace(locationKey: string, seq: number | undefined): void {
  places.delete(locationKey);
  if (seq !== undefined) places.set(locationKey, seq);
  const [oldest] = places.keys();
  if (places.size > maxPlaces && oldest !== undefined) places.delete(oldest);
}

export const rememberedPlace = (locationKey: string): number | undefined => places.get(locationKey);
