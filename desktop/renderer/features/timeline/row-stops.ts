import { createContext, useContext } from 'react';

/** Whether the parts of a row can be reached by Tab: only while the focus is in the row, so that a timeline is one stop and not hundreds. */
export const RowStopsContext = createContext(false);

/** The `tabIndex` of a link or button within a row. */
export function useRowTabIndex(): 0 | -1 {
  return useContext(RowStopsContext) ? 0 : -1;
}
