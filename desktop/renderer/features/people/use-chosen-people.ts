import { useState } from 'react';
import type { Person } from '../../../sync/records.ts';

/** People picked one by one; picking one again takes them out. */
export function useChosenPeople(): { chosen: readonly Person[]; toggle: (person: Person) => void } {
  const [chosen, setChosen] = useState<readonly Person[]>([]);
  const toggle = (person: Person) => {
    const others = chosen.filter(({ id }) => id !== person.id);
    setChosen(others.length < chosen.length ? others : [...chosen, person]);
  };
  return { chosen, toggle };
}
